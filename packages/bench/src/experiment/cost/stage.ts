// Fresh processes for one invocation: each with its own Redis, so that every microsecond has one owner.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import { type ApiSecrets, makeApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import { openRedisSampler, type RedisSampler } from '../../sample/redis-sampler.ts';
import { type Account, type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { labPlace } from '../../target/lab-place.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import { strategyOf, type TargetName } from '../../target/target-name.ts';

/** One measured process. */
export interface CostProcess {
  readonly target: TargetName;
  readonly twin: boolean;
  readonly replica: number;
  readonly usage: Replica['usage'];
  readonly pool: LoadPool;
  readonly redis: RedisSampler;
  /** By user, each with the user's own credential. */
  readonly me: readonly PreparedRequest[];
  /** The same request without a credential: the control arm. */
  readonly open: PreparedRequest;
  /** CPU of its Redis when nothing is asked of it, in microseconds per millisecond. */
  readonly redisIdleUsPerMs: number;
}

export interface StageOptions {
  readonly targets: readonly TargetName[];
  readonly users: number;
  readonly signal: AbortSignal;
}

const REPLICAS = 2;
const CONNECTIONS = 32;
const IDLE_MS = 1000;
/** Longer than any invocation: an expired token would be refused, not measured. */
const ACCESS_TTL_SECONDS = 3600;

/**
 * Two processes for each target and two for the twin of the first, all verified, every user logged in on each.
 *
 * @throws {TargetError} when one of them does not start or does not do what it should
 */
export const openStage = async (stack: Stack, options: StageOptions): Promise<readonly CostProcess[]> => {
  const folder = await stack.folder('users');
  const started = await Promise.all(
    armsOf(options.targets).map((arm) => startArm(stack, { ...arm, databaseFile: join(folder, 'users.db') }, options)),
  );
  const processes = started.flat();
  const ready = await logInEverywhere(processes, options.users);
  return await withIdleRates(ready, options.signal);
};

interface Arm {
  readonly target: TargetName;
  readonly twin: boolean;
}

const armsOf = (targets: readonly TargetName[]): readonly Arm[] => [
  ...targets.map((target) => ({ target, twin: false })),
  ...targets.slice(0, 1).map((target) => ({ target, twin: true })),
];

type Started = Omit<CostProcess, 'me' | 'open' | 'redisIdleUsPerMs'>;

const startArm = (
  stack: Stack,
  arm: Arm & { readonly databaseFile: string },
  { signal }: StageOptions,
): Promise<Started[]> => {
  const secrets = makeApiSecrets();
  return Promise.all(
    Array.from({ length: REPLICAS }, async (_, replica) => ({
      target: arm.target,
      twin: arm.twin,
      replica,
      ...(await startProcess(stack, { ...arm, secrets, signal })),
    })),
  );
};

interface ProcessStart extends Arm {
  readonly databaseFile: string;
  readonly secrets: ApiSecrets;
  readonly signal: AbortSignal;
}

const startProcess = async (stack: Stack, { target, databaseFile, secrets, signal }: ProcessStart) => {
  const server = await stack.redis({ signal });
  const stores = { redisEnv: server.apiEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS };
  const place = labPlace(stores, secrets);
  const [replica] = (await startTarget(stack, { target, place, count: 1, signal })) as [Replica];
  return {
    usage: () => replica.usage(),
    pool: await stack.own(() => Promise.resolve(openLoadPool(replica.url, CONNECTIONS))),
    redis: await stack.own(() => openRedisSampler(server.url)),
  };
};

/** The strategies share one database; a comparator has users of its own in each process. */
const logInEverywhere = async (processes: readonly Started[], users: number) => {
  const home = processes.find(({ target }) => strategyOf(target) !== undefined);
  const shared = home === undefined ? [] : await registerAccounts(home.target, home.pool, users);
  return await Promise.all(
    processes.map(async (process) => {
      const { target, pool } = process;
      return await logInAndVerify(
        process,
        strategyOf(target) !== undefined ? shared : await registerAccounts(target, pool, users),
      );
    }),
  );
};

const logInAndVerify = async (
  process: Started,
  accounts: readonly Account[],
): Promise<Omit<CostProcess, 'redisIdleUsPerMs'>> => {
  const { target, pool, redis } = process;
  const logins = await logInAll(target, pool, accounts);
  const [login] = logins as [Login];
  await verifyTarget({ target, login, redis });
  const open: PreparedRequest = { method: 'GET', path: ROUTES.public.path, headers: {}, expect: 200 };
  return { ...process, me: logins.map(meRequest), open };
};

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
