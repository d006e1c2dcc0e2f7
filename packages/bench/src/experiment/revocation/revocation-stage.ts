// The replicas of one target with what they share, verified, and the people of the experiment.
import { join } from 'node:path';
import type { Strategy } from '@authlab/contract';
import { makeApiSecrets, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { RevocationProfile } from '../../profile/revocation-profile.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { type Account, logIn, registerAccounts } from '../../target/log-in.ts';
import { labPlace } from '../../target/lab-place.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';

export interface RevocationStage {
  readonly target: Strategy;
  /** One per replica. */
  readonly pools: readonly LoadPool[];
  /** Each belongs to one trial at a time. */
  readonly victims: readonly Account[];
  readonly bystanders: readonly Account[];
  readonly redisVersion: string;
}

export interface RevocationStageOptions {
  readonly target: Strategy;
  readonly profile: RevocationProfile;
  readonly victims: number;
  readonly signal: AbortSignal;
}

const CONNECTIONS = 128;

/** @throws {TargetError} when a replica does not start or does not do what it should */
export const openRevocationStage = async (stack: Stack, options: RevocationStageOptions): Promise<RevocationStage> => {
  const { target, profile, victims, signal } = options;
  const [folder, server] = await Promise.all([stack.folder('users'), stack.redis({ signal })]);
  const { accessTtlSeconds } = profile;
  const stores = { redisEnv: server.apiEnv, databaseFile: join(folder, 'users.db'), accessTtlSeconds };
  const place = labPlace(stores, makeApiSecrets());
  const replicas = await startTarget(stack, { target, place, count: profile.replicas, signal });
  const pools = await Promise.all(
    replicas.map(({ url }) => stack.own(() => Promise.resolve(openLoadPool(url, CONNECTIONS)))),
  );
  const [first] = pools as [LoadPool];
  const accounts = await registerAccounts(target, first, victims + profile.bystanders);
  for (const pool of pools) await verifyTarget({ target, login: await logIn(target, pool, accounts[0] as Account) });
  const { version: redisVersion } = await stack.own(() => openRedisSampler(server.url));
  return { target, pools, victims: accounts.slice(0, victims), bystanders: accounts.slice(victims), redisVersion };
};
