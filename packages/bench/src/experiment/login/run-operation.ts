// One operation on all targets at once, between two readings of every instrument.
import { runLoad } from '../../load/run-load.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import type { VariantOutcome } from '../../load/variant-record.ts';
import type { LoginOperationRecord } from '../../result/login-record.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import type { LoginProcess } from './login-stage.ts';

/** What one process is asked to do, each request once and in this order. */
export interface OperationSide {
  readonly busy: LoginProcess;
  /** Of the same target: what its Redis uses meanwhile is what idling costs. */
  readonly idle: LoginProcess;
  readonly requests: readonly PreparedRequest[];
}

export interface OperationOptions {
  readonly sides: readonly OperationSide[];
  readonly known: Pick<LoginOperationRecord, 'operation' | 'loginSessions' | 'hashing' | 'invocation' | 'ratePerSec'>;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/** @throws the signal's reason, once it is aborted */
export const runOperation = async ({
  sides,
  known,
  seed,
  signal,
}: OperationOptions): Promise<LoginOperationRecord[]> => {
  const { operation, ratePerSec } = known;
  const count = Math.min(...sides.map(({ requests }) => requests.length));
  const schedule = duetSchedule(
    sides.map(({ busy }) => ({
      id: `login/${busy.target}/${operation}`,
      seed,
      arrivals: { process: 'poisson', ratePerSec, seconds: count / ratePerSec },
      population: { users: 1 },
      mix: [{ operation: 'login', weight: 1, expect: 200 }],
      timeline: [],
    })),
  );
  const variants = sides.map(({ busy, requests }) => ({ pool: busy.pool, request: inTurn(requests) }));
  const ends = await Promise.all(sides.map(startReading));
  const load = await runLoad({ schedule, variants, timeoutMs: TIMEOUT_MS, signal });
  const works = await Promise.all(ends.map((end) => end()));
  return sides.flatMap(({ busy }, at) => {
    const [work, outcome] = [works[at], load.variants[at]];
    if (work === undefined || outcome === undefined) return [];
    return [{ type: 'login-operation', target: busy.target, ...known, ...work, outcome }];
  });
};

const inTurn = (requests: readonly PreparedRequest[]): (() => PreparedRequest) => {
  let next = 0;
  return () => {
    const request = requests[next];
    if (request === undefined) throw new TypeError('the schedule holds more arrivals than there are requests');
    next += 1;
    return request;
  };
};

type Work = Pick<LoginOperationRecord, 'appCpuUs' | 'redisCpuUs' | 'redisCommands' | 'bytesIn' | 'bytesOut'>;

const startReading = async ({ busy, idle }: OperationSide): Promise<() => Promise<Work>> => {
  await Promise.all([busy.redis.reset(), idle.redis.reset()]);
  const bytes = busy.pool.bytes();
  const appCpuUs = await readAppCpuUs(busy);
  return async () => {
    const after = await readAppCpuUs(busy);
    const [busyRedis, idleRedis] = await Promise.all([busy.redis.read(), idle.redis.read()]);
    const bytesAfter = busy.pool.bytes();
    return {
      appCpuUs: after - appCpuUs,
      redisCpuUs: busyRedis.cpuUs - idleRedis.cpuUs,
      redisCommands: busyRedis.commands,
      bytesIn: bytesAfter.in - bytes.in,
      bytesOut: bytesAfter.out - bytes.out,
    };
  };
};

/** Of all its threads: hashing has its own. */
export const readAppCpuUs = async ({ replica }: LoginProcess): Promise<number> => {
  const { cpuUserUs, cpuSystemUs } = await replica.usage();
  return cpuUserUs + cpuSystemUs;
};

/** Requests that were not answered as they should be. */
export const wrongAnswersOf = ({ offered, completed, unexpected }: VariantOutcome): number =>
  offered - completed + unexpected;
