// Fresh processes for one invocation: each with its own Redis, so that every microsecond has one owner.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import { makeApiSecrets, type Stack } from '@authlab/stack';
import pLimit, { type LimitFunction } from 'p-limit';
import type { CostArm } from '../../result/raw-record.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import { type Account, type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { EFFECT_HEADER } from '../../target/effect-header.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import { strategyOf, type TargetName } from '../../target/target-name.ts';

/** One measured process. */
export interface CostProcess extends StartedProcess {
  readonly target: TargetName;
  readonly arm: CostArm;
  readonly replica: number;
  /** By user, each with the user's own credential. */
  readonly me: readonly PreparedRequest[];
  /** The same with the header that makes a process of the known-effect arm burn CPU. */
  readonly meWithEffect: readonly PreparedRequest[];
  /** The same request without a credential: the control arm. */
  readonly open: PreparedRequest;
  /** CPU of its Redis when nothing is asked of it, in microseconds per millisecond. */
  readonly redisIdleUsPerMs: number;
}

export interface StageOptions {
  readonly targets: readonly TargetName[];
  readonly users: number;
  /** CPU that each request of the known-effect arm burns in addition. */
  readonly addedUs: number;
  /** How much further away Redis stands: added to each of its answers. */
  readonly redisDelayMs: number;
  readonly signal: AbortSignal;
}

const REPLICAS = 2;
const STARTS_PER_CORE = 3;
const IDLE_MS = 1000;

/**
 * Two processes for each target, its twin and its known effect, all verified, every user logged in on each.
 *
 * @throws {TargetError} when one of them does not start or does not do what it should
 */
export const openStage = async (stack: Stack, options: StageOptions): Promise<readonly CostProcess[]> => {
  const folder = await stack.folder('users');
  // Each has a time limit to become ready, which forty at once on two cores would exceed together.
  const room = pLimit(STARTS_PER_CORE * availableParallelism());
  const started = await Promise.all(
    armsOf(options.targets).map((arm) =>
      startArm(stack, { ...arm, databaseFile: join(folder, 'users.db'), room }, options),
    ),
  );
  const processes = started.flat();
  const ready = await logInEverywhere(processes, options);
  return await withIdleRates(ready, options.signal);
};

interface Arm {
  readonly target: TargetName;
  readonly arm: CostArm;
}

const armsOf = (targets: readonly TargetName[]): readonly Arm[] => [
  ...targets.map((target) => ({ target, arm: 'target' as const })),
  ...targets.slice(0, 1).flatMap((target) => [
    { target, arm: 'twin' as const },
    { target, arm: 'known-effect' as const },
  ]),
];

type Started = Omit<CostProcess, 'me' | 'meWithEffect' | 'open' | 'redisIdleUsPerMs'>;

const startArm = (
  stack: Stack,
  { target, arm, databaseFile, room }: Arm & { readonly databaseFile: string; readonly room: LimitFunction },
  { signal, redisDelayMs }: StageOptions,
): Promise<Started[]> => {
  const shared = { target, databaseFile, secrets: makeApiSecrets(), redisDelayMs, signal };
  return Promise.all(
    Array.from({ length: REPLICAS }, async (_, replica) => ({
      target,
      arm,
      replica,
      ...(await room(() => startProcess(stack, arm === 'known-effect' ? { ...shared, preload: 'burn-cpu' } : shared))),
    })),
  );
};

/** The strategies share one database; a comparator has users of its own in each process. */
const logInEverywhere = async (processes: readonly Started[], { users, addedUs }: StageOptions) => {
  const home = processes.find(({ target }) => strategyOf(target) !== undefined);
  const shared = home === undefined ? [] : await registerAccounts(home.target, home.pool, users);
  return await Promise.all(
    processes.map(async (process) => {
      const { target, pool } = process;
      return await logInAndVerify(
        process,
        strategyOf(target) !== undefined ? shared : await registerAccounts(target, pool, users),
        addedUs,
      );
    }),
  );
};

const logInAndVerify = async (
  process: Started,
  accounts: readonly Account[],
  addedUs: number,
): Promise<Omit<CostProcess, 'redisIdleUsPerMs'>> => {
  const { target, pool, redis } = process;
  const logins = await logInAll(target, pool, accounts);
  const [login] = logins as [Login];
  await verifyTarget({ target, login, redis });
  const open: PreparedRequest = { method: 'GET', path: ROUTES.public.path, headers: {}, expect: 200 };
  const me = logins.map(meRequest);
  return { ...process, me, meWithEffect: me.map((request) => withEffect(request, addedUs)), open };
};

const withEffect = (request: PreparedRequest, addedUs: number): PreparedRequest => ({
  ...request,
  headers: { ...request.headers, [EFFECT_HEADER]: String(addedUs) },
});

const withIdleRates = async (
  processes: readonly Omit<CostProcess, 'redisIdleUsPerMs'>[],
  signal: AbortSignal,
): Promise<CostProcess[]> => {
  const startMs = performance.now();
  await Promise.all(processes.map(({ redis }) => redis.reset()));
  await sleep(IDLE_MS, undefined, { signal });
  return await Promise.all(
    processes.map(async (process) => {
      const { cpuUs } = await process.redis.read();
      return { ...process, redisIdleUsPerMs: cpuUs / (performance.now() - startMs) };
    }),
  );
};
