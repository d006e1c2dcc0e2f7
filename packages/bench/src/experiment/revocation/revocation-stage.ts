// The replicas of one target with what they share, verified, and the people of the experiment.
import { join } from 'node:path';
import { abilities, type Strategy } from '@authlab/contract';
import { makeApiSecrets, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import type { RevocationSetting } from '../../profile/revocation-profile.ts';
import { openRedisSampler } from '../../sample/redis-sampler.ts';
import { type Account, logIn, registerAccounts } from '../../target/log-in.ts';
import { labPlace } from '../../target/lab-place.ts';
import { startTarget } from '../../target/start-target.ts';
import { verifyTarget } from '../../target/verify-target.ts';
import { Victim } from './victim.ts';

export interface RevocationStage {
  readonly target: Strategy;
  /** One per replica. */
  readonly pools: readonly LoadPool[];
  readonly victims: readonly Victim[];
  readonly bystanders: readonly Account[];
  /** Whose requests are the load beside the trials; nobody on an idle machine. */
  readonly crowd: readonly Account[];
  readonly admin: Account;
  readonly redisVersion: string;
}

export interface RevocationStageOptions {
  readonly target: Strategy;
  readonly setting: RevocationSetting;
  readonly victims: number;
  readonly bystanders: number;
  readonly signal: AbortSignal;
}

const CONNECTIONS = 128;
const CROWD = 20;
const ADMIN: Account = { id: 'admin', email: 'admin@lab.example', password: 'a long pass phrase of the admin' };

/** @throws {TargetError} when a replica does not start or does not do what it should */
export const openRevocationStage = async (stack: Stack, options: RevocationStageOptions): Promise<RevocationStage> => {
  const { target, setting, victims, signal } = options;
  const [folder, server] = await Promise.all([stack.folder('users'), stack.redis({ signal })]);
  const accessTtlSeconds = lifetimeOf(target, setting);
  const stores = { redisEnv: server.apiEnv, databaseFile: join(folder, 'users.db'), accessTtlSeconds };
  const lab = labPlace(stores, makeApiSecrets());
  const place = { ...lab, env: { ...lab.env, ...STAGE_ENV } };
  const replicas = await startTarget(stack, {
    target,
    place,
    count: setting.replicas,
    preload: 'stamp-answer',
    signal,
  });
  const pools = await Promise.all(
    replicas.map(({ url }) => stack.own(() => Promise.resolve(openLoadPool(url, CONNECTIONS)))),
  );
  const [first] = pools as [LoadPool];
  const crowd = setting.loadShare === 0 ? 0 : CROWD;
  const accounts = await registerAccounts(target, first, victims + options.bystanders + crowd);
  for (const pool of pools) await verifyTarget({ target, login: await logIn(target, pool, accounts[0] as Account) });
  const { version: redisVersion } = await stack.own(() => openRedisSampler(server.url));
  return {
    target,
    pools,
    victims: accounts.slice(0, victims).map((account) => new Victim(account)),
    bystanders: accounts.slice(victims, victims + options.bystanders),
    crowd: accounts.slice(victims + options.bystanders),
    admin: ADMIN,
    redisVersion,
  };
};

/** Nobody waits for the end of a token that can be revoked. */
const REVOCABLE_TTL_SECONDS = 900;

const lifetimeOf = (target: Strategy, { accessTtlSeconds }: RevocationSetting): number =>
  abilities[target].revokes === 'until-expiry' ? accessTtlSeconds : REVOCABLE_TTL_SECONDS;

const STAGE_ENV = {
  ADMIN_EMAIL: ADMIN.email,
  ADMIN_PASSWORD: ADMIN.password,
  // A refresh token that was used once is reused from then on: no time is spent on waiting for the grace to end.
  REFRESH_GRACE_SECONDS: '0',
};
