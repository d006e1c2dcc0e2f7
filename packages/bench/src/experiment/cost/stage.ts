// Fresh processes for one invocation: each with its own Redis, so that every microsecond has one owner.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import { type ApiSecrets, makeApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { CostArm } from '../../result/raw-record.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import { openRedisSampler, type RedisSampler } from '../../sample/redis-sampler.ts';
import { type Account, type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { labPlace } from '../../target/lab-place.ts';
import { EFFECT_HEADER } from '../../target/effect-header.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import { strategyOf, type TargetName } from '../../target/target-name.ts';

/** One measured process. */
export interface CostProcess {
  readonly target: TargetName;
  readonly arm: CostArm;
  readonly replica: number;
  readonly usage: Replica['usage'];
  readonly pool: LoadPool;
  readonly redis: RedisSampler;
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
  readonly signal: AbortSignal;
}

/** CPU added to each authenticated request of the arm that shows whether the lab finds what is there. */
export const KNOWN_EFFECT_US = 25;
const REPLICAS = 2;
const CONNECTIONS = 32;
const IDLE_MS = 1000;
/** Longer than any invocation: an expired token would be refused, not measured. */
const ACCESS_TTL_SECONDS = 3600;

/**
 * Two processes for each target, its twin and its known effect, all verified, every user logged in on each.
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
  arm: Arm & { readonly databaseFile: string },
  { signal }: StageOptions,
): Promise<Started[]> => {
  const secrets = makeApiSecrets();
  return Promise.all(
    Array.from({ length: REPLICAS }, async (_, replica) => ({
      target: arm.target,
      arm: arm.arm,
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

const startProcess = async (stack: Stack, { target, arm, databaseFile, secrets, signal }: ProcessStart) => {
  const server = await stack.redis({ signal });
  const stores = { redisEnv: server.apiEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS };
  const place = labPlace(stores, secrets);
  const [replica] = (await startTarget(stack, {
    target,
    place,
    count: 1,
    signal,
    hasEffect: arm === 'known-effect',
  })) as [Replica];
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
  const me = logins.map(meRequest);
  return { ...process, me, meWithEffect: me.map(withEffect), open };
};

const withEffect = (request: PreparedRequest): PreparedRequest => ({
  ...request,
  headers: { ...request.headers, [EFFECT_HEADER]: String(KNOWN_EFFECT_US) },
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
