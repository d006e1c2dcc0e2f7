// The replicas of one target on which thefts are played, verified, with the people of the experiment.
import { join } from 'node:path';
import { abilities, type Strategy } from '@authlab/contract';
import { makeApiSecrets, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { TheftProfile } from '../../profile/theft-profile.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { labPlace } from '../../target/lab-place.ts';
import { type Account, logIn, registerAccounts } from '../../target/log-in.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';

export interface TheftStage {
  readonly target: Strategy;
  /** What the victim and everybody else but the thief asks. */
  readonly victimPool: LoadPool;
  /** Another replica, except where no other knows the login. */
  readonly thiefPool: LoadPool;
  /** One for each theft. */
  readonly accounts: readonly Account[];
  readonly admin: Account;
  readonly redisVersion: string;
}

export interface TheftStageOptions {
  readonly target: Strategy;
  readonly profile: TheftProfile;
  /** `short`: login sessions end while they are watched. */
  readonly lifetimes: 'usual' | 'short';
  readonly thefts: number;
  readonly signal: AbortSignal;
}

const CONNECTIONS = 64;
const REPLICAS = 2;
const ADMIN: Account = { id: 'admin', email: 'admin@lab.example', password: 'a long pass phrase of the admin' };

/** @throws {TargetError} when a replica does not start or does not do what it should */
export const openTheftStage = async (stack: Stack, options: TheftStageOptions): Promise<TheftStage> => {
  const { target, profile, lifetimes, signal } = options;
  const [folder, server] = await Promise.all([stack.folder('users'), stack.redis({ signal })]);
  const { accessTtlSeconds } = profile;
  const stores = { redisEnv: server.apiEnv, databaseFile: join(folder, 'users.db'), accessTtlSeconds };
  const lab = labPlace(stores, makeApiSecrets());
  const env = { ...lab.env, ...stageEnv(profile), ...(lifetimes === 'short' ? shortEnv(profile) : {}) };
  const replicas = await startTarget(stack, { target, place: { ...lab, env }, count: REPLICAS, signal });
  const [victimPool, other] = (await Promise.all(
    replicas.map(({ url }) => stack.own(() => Promise.resolve(openLoadPool(url, CONNECTIONS)))),
  )) as [LoadPool, LoadPool];
  const thiefPool = abilities[target].revokes === 'own-replica' ? victimPool : other;
  const accounts = await registerAccounts(target, victimPool, options.thefts + 1);
  const [checked, ...victims] = accounts as [Account, ...Account[]];
  for (const pool of [victimPool, other]) await verifyTarget({ target, login: await logIn(target, pool, checked) });
  const { version: redisVersion } = await stack.own(() => openRedisSampler(server.url));
  return { target, victimPool, thiefPool, accounts: victims, admin: ADMIN, redisVersion };
};

const stageEnv = ({ graceSeconds }: TheftProfile) => ({
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  REFRESH_GRACE_SECONDS: String(graceSeconds),
});

const shortEnv = ({ idleSeconds, absoluteSeconds }: TheftProfile) => ({
  SESSION_IDLE_TTL_SECONDS: String(idleSeconds),
  SESSION_ABSOLUTE_TTL_SECONDS: String(absoluteSeconds),
  REFRESH_IDLE_TTL_SECONDS: String(idleSeconds),
  REFRESH_ABSOLUTE_TTL_SECONDS: String(absoluteSeconds),
});
