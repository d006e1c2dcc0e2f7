// Fresh processes for one invocation: each with its own Redis, so that every microsecond has one owner.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import { type ApiSecrets, makeApiSecrets, type Stack } from '@authlab/stack';
import pLimit from 'p-limit';
import type { CostArm } from '../../result/raw-record.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import { type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { seededRandom } from '../../stats/seeded-random.ts';
import { EFFECT_HEADER } from '../../target/effect-header.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import type { TargetName } from '../../target/target-name.ts';

/** One measured process. */
export interface CostProcess extends StartedProcess {
  readonly target: TargetName;
  readonly arm: CostArm;
  readonly replica: number;
  /** By user, each with the user's own credential; in the known-effect arm it asks for an effect of nothing. */
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
  /** Of the order in which the processes are started. */
  readonly seed: number;
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
  const places = armsOf(options.targets).flatMap((arm) => replicasOf(arm));
  const starts = places.map((place, index) => ({ place, index, databaseFile: join(folder, `users-${index}.db`) }));
  // What is started first may get the better place: it is another one each time.
  const started = await Promise.all(
    seededRandom(options.seed)
      .shuffled(starts)
      .map(async (start) => ({ ...start, process: await room(() => startOne(stack, start, options)) })),
  );
  const inOrder = started.toSorted((left, right) => left.index - right.index);
  const ready = await Promise.all(inOrder.map(({ process }) => logInAndVerify(process, options)));
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

interface Place extends Arm {
  readonly replica: number;
  /** The same for both replicas of an arm, as in production. */
  readonly secrets: ApiSecrets;
}

const replicasOf = (arm: Arm): Place[] => {
  const secrets = makeApiSecrets();
  return Array.from({ length: REPLICAS }, (_, replica) => ({ ...arm, replica, secrets }));
};

type Started = Omit<CostProcess, 'me' | 'meWithEffect' | 'open' | 'redisIdleUsPerMs'>;

const startOne = async (
  stack: Stack,
  { place, databaseFile }: { readonly place: Place; readonly databaseFile: string },
  { signal, redisDelayMs }: StageOptions,
): Promise<Started> => {
  const { target, arm, replica, secrets } = place;
  const preload = arm === 'known-effect' ? ({ preload: 'burn-cpu' } as const) : {};
  const process = await startProcess(stack, { target, databaseFile, secrets, redisDelayMs, signal, ...preload });
  return { target, arm, replica, ...process };
};

/**
 * Every process registers and logs in its own users. They could share a database, but a process that has registered two
 * hundred users answers everything after that with 10 % less CPU than one that has not (its heap has grown): what is
 * compared must have done the same.
 */
const logInAndVerify = async (
  process: Started,
  { users, addedUs }: StageOptions,
): Promise<Omit<CostProcess, 'redisIdleUsPerMs'>> => {
  const { target, pool, redis } = process;
  const logins = await logInAll(target, pool, await registerAccounts(target, pool, users));
  const [login] = logins as [Login];
  await verifyTarget({ target, login, redis });
  const open: PreparedRequest = { method: 'GET', path: ROUTES.public.path, headers: {}, expect: 200 };
  const plain = logins.map(meRequest);
  // One header more costs some microseconds too: so both requests of the known-effect arm have it.
  const me = process.arm === 'known-effect' ? plain.map((request) => withEffect(request, 0)) : plain;
  return { ...process, me, meWithEffect: plain.map((request) => withEffect(request, addedUs)), open };
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
