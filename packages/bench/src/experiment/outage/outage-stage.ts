// Two replicas of one target and a Redis that is about to fail, verified, with the people of the experiment logged in.
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { abilities, type Strategy } from '@authlab/contract';
import { makeApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { OutageProfile } from '../../profile/outage-profile.ts';
import type { OutageFault } from '../../result/outage-record.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { labPlace } from '../../target/lab-place.ts';
import { type Account, type Login, logIn, registerAccounts } from '../../target/log-in.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import type { OpenedFault } from './fault.ts';
import { FAULTS } from './faults.ts';

export interface OutageStage {
  readonly target: Strategy;
  readonly fault: OpenedFault;
  /** Of the near replica and the far one: where only one link fails it is the far one's. */
  readonly pools: readonly [LoadPool, LoadPool];
  /** Never log out; logged in at the near and at the far replica. */
  readonly users: readonly [readonly Login[], readonly Login[]];
  /** Logged in at the near replica. */
  readonly victims: readonly Login[];
  /** Where a victim's credential is known. */
  readonly victimPools: readonly LoadPool[];
  readonly visitors: readonly Account[];
  readonly redisVersion: string;
}

export interface OutageStageOptions {
  readonly target: Strategy;
  readonly fault: OutageFault;
  readonly profile: OutageProfile;
  readonly signal: AbortSignal;
}

/** The processes alone: nobody has an account yet. */
export interface EmptyStage {
  readonly target: Strategy;
  readonly fault: OpenedFault;
  readonly pools: OutageStage['pools'];
  readonly signal: AbortSignal;
}

const CONNECTIONS = 256;
const USERS = 10;
const VISITORS = 6;
const READY_WITHIN_MS = 15_000;
const ASK_AGAIN_MS = 100;
/** Longer than any trial: what is watched is revocation. */
const ACCESS_TTL_SECONDS = 300;

/** @throws {TargetError} when a replica does not start */
export const startOutageStage = async (stack: Stack, options: OutageStageOptions): Promise<EmptyStage> => {
  const fault = await FAULTS[options.fault](stack, options.signal);
  const replicas = await startReplicas(stack, fault, options);
  const pools = (await Promise.all(
    replicas.map(({ url }) => stack.own(() => Promise.resolve(openLoadPool(url, CONNECTIONS)))),
  )) as [LoadPool, LoadPool];
  return { target: options.target, fault, pools, signal: options.signal };
};

/** When the machine is quiet again after the start. @throws {TargetError} when a replica does not do what it should */
export const fillOutageStage = async (
  stack: Stack,
  { target, fault, pools, signal }: EmptyStage,
  victimCount: number,
): Promise<OutageStage> => {
  const [near, far] = pools;
  const accounts = await registerAccounts(target, near, 1 + 2 * USERS + victimCount + VISITORS);
  const take = (count: number): Account[] => accounts.splice(0, count);
  const [checked] = take(1) as [Account];
  for (const pool of pools) {
    await patiently(signal, async () => await verifyTarget({ target, login: await logIn(target, pool, checked) }));
  }
  const logInAll = async (pool: LoadPool, count: number): Promise<Login[]> => {
    const logins: Login[] = [];
    for (const account of take(count)) logins.push(await patiently(signal, () => logIn(target, pool, account)));
    return logins;
  };
  const users = [await logInAll(near, USERS), await logInAll(far, USERS)] as const;
  const victims = await logInAll(near, victimCount);
  const victimPools = abilities[target].revokes === 'own-replica' ? [near] : pools;
  const { version: redisVersion } = await stack.own(() => openRedisSampler(fault.redisUrl));
  return { target, fault, pools, users, victims, victimPools, visitors: accounts, redisVersion };
};

/** With this short a deadline a Redis may be called away on a machine that is busy with starts: then again. */
const patiently = async <Result>(signal: AbortSignal, attempt: () => Promise<Result>): Promise<Result> => {
  const endMs = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await sleep(ASK_AGAIN_MS, undefined, { signal });
    }
  }
};

/** Alike but for the way to Redis. */
const startReplicas = async (
  stack: Stack,
  fault: OpenedFault,
  { target, profile, signal }: OutageStageOptions,
): Promise<readonly Replica[]> => {
  const databaseFile = join(await stack.folder('users'), 'users.db');
  const secrets = makeApiSecrets();
  const replicas: Replica[] = [];
  for (const redisEnv of fault.redisEnvs) {
    const lab = labPlace({ redisEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS }, secrets);
    const place = { ...lab, env: { ...lab.env, ...linkEnv(profile) } };
    replicas.push(...(await startTarget(stack, { target, place, count: 1, signal })));
  }
  return replicas;
};

const linkEnv = ({ deadlineMs, heartbeatMs, staleMs }: OutageProfile) => ({
  REDIS_DEADLINE_MS: String(deadlineMs),
  REVOCATION_HEARTBEAT_MS: String(heartbeatMs),
  REVOCATION_STALE_MS: String(staleMs),
});
