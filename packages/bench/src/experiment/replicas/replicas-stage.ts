// The replicas of one arm behind a real balancer, verified, with accounts for every story.
import { join } from 'node:path';
import { type ApiPlace, type Balancer, makeApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { ReplicasProfile } from '../../profile/replicas-profile.ts';
import type { Arm } from '../../result/replicas-record.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { labPlace, type LabStores } from '../../target/lab-place.ts';
import { type Account, logIn, registerAccounts } from '../../target/log-in.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';

export interface ReplicasStage {
  readonly arm: Arm;
  /** By their place behind the balancer; who has gone is replaced here. */
  readonly replicas: Replica[];
  readonly balancer: Balancer;
  /** Through the balancer. */
  readonly pool: LoadPool;
  readonly accounts: readonly Account[];
  readonly redisVersion: string;
  /** Another process of the same target. */
  readonly startAnother: () => Promise<Replica>;
}

export interface ReplicasStageOptions {
  readonly arm: Arm;
  readonly profile: ReplicasProfile;
  readonly signal: AbortSignal;
}

export const REPLICAS = 3;
const CONNECTIONS = 64;
/** Longer than any story. */
const ACCESS_TTL_SECONDS = 7200;

/** @throws {TargetError} when a replica does not start or does not do what it should */
export const openReplicasStage = async (stack: Stack, options: ReplicasStageOptions): Promise<ReplicasStage> => {
  const { arm, profile, signal } = options;
  const { target, affinity } = arm;
  const [folder, server] = await Promise.all([stack.folder('users'), stack.redis({ signal })]);
  const stores = { redisEnv: server.apiEnv, databaseFile: join(folder, 'users.db') };
  const place = behindProxy(stores, profile.drainDelayMs);
  const replicas = [...(await startTarget(stack, { target, place, count: REPLICAS, signal }))];
  const accounts = await prepareAccounts(stack, arm, { url: replicas[0]?.url ?? '', count: profile.users });
  const balancer = await stack.balancer({ servers: replicas, affinity, checkEveryMs: profile.checkEveryMs, signal });
  const pool = await stack.own(() => Promise.resolve(openLoadPool(balancer.url, CONNECTIONS)));
  const { version: redisVersion } = await stack.own(() => openRedisSampler(server.url));
  const startAnother = async (): Promise<Replica> => {
    const [another] = (await startTarget(stack, { target, place, count: 1, signal })) as [Replica];
    return another;
  };
  return { arm, replicas, balancer, pool, accounts, redisVersion, startAnother };
};

const behindProxy = (stores: Omit<LabStores, 'accessTtlSeconds'>, drainDelayMs: number): ApiPlace => {
  const lab = labPlace({ ...stores, accessTtlSeconds: ACCESS_TTL_SECONDS }, makeApiSecrets());
  return { ...lab, env: { ...lab.env, TRUST_PROXY: 'loopback', DRAIN_DELAY_MS: String(drainDelayMs) } };
};

/** Asked of one replica itself: what is verified is the API, not the balancer. */
const prepareAccounts = async (
  stack: Stack,
  { target }: Arm,
  { url, count }: { readonly url: string; readonly count: number },
): Promise<readonly Account[]> => {
  const pool = await stack.own(() => Promise.resolve(openLoadPool(url, CONNECTIONS)));
  const [checked, ...accounts] = (await registerAccounts(target, pool, count + 1)) as [Account, ...Account[]];
  await verifyTarget({ target, login: await logIn(target, pool, checked) });
  return accounts;
};
