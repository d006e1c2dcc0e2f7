// Fresh processes of one target: an API, its own Redis, and users who are logged in.
import { join } from 'node:path';
import { makeApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { pinProcess } from '../../load/cores.ts';
import { openLoadPool } from '../../load/load-pool.ts';
import type { PreparedRequest } from '../../load/send-request.ts';
import { openRedisSampler, type RedisSampler } from '../../sample/redis-sampler.ts';
import { labPlace } from '../../target/lab-place.ts';
import { type Login, logInAll, meRequest, registerAccounts } from '../../target/log-in.ts';
import { startTarget } from '../../target/start-target.ts';
import type { TargetName } from '../../target/target-name.ts';
import { verifyTarget } from '../../target/verify-target.ts';

export interface LatencyStage {
  readonly target: TargetName;
  readonly url: string;
  readonly usage: Replica['usage'];
  readonly redis: RedisSampler;
  /** `GET /me` by user, each with the user's own credential. */
  readonly requests: readonly [PreparedRequest, ...PreparedRequest[]];
}

export interface LatencyStageOptions {
  readonly target: TargetName;
  readonly users: number;
  /** For the API and its Redis; absent where none can be set aside. */
  readonly cores?: readonly number[] | undefined;
  readonly signal: AbortSignal;
}

const CONNECTIONS = 16;
/** Longer than any round: an expired token would be refused, not measured. */
const ACCESS_TTL_SECONDS = 3600;

/** @throws {TargetError} when the target does not start or does not do what it should */
export const openLatencyStage = async (stack: Stack, options: LatencyStageOptions): Promise<LatencyStage> => {
  const { target, users, cores, signal } = options;
  const [server, folder] = await Promise.all([stack.redis({ signal }), stack.folder('users')]);
  const databaseFile = join(folder, 'users.db');
  const stores = { redisEnv: server.apiEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS };
  const place = labPlace(stores, makeApiSecrets());
  const [replica] = (await startTarget(stack, { target, place, count: 1, signal })) as [Replica];
  await Promise.all([server.pid, replica.pid].map((pid) => pinProcess(pid, cores)));
  const redis = await stack.own(() => openRedisSampler(server.url));
  await using pool = openLoadPool(replica.url, CONNECTIONS);
  const logins = await logInAll(target, pool, await registerAccounts(target, pool, users));
  const [first, ...others] = logins as [Login, ...Login[]];
  await verifyTarget({ target, login: first, redis });
  const requests = [meRequest(first), ...others.map(meRequest)] as const;
  return { target, url: replica.url, usage: () => replica.usage(), redis, requests };
};
