// Opens what an API needs before it can serve: the users' database, Redis, the hasher; closes all of it again.
import { createPasswordHasher, ensureAdmin, loadBlockList, openUserStore } from '@authlab/users';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import type { ApiEnv } from '../config/api-env.ts';
import { redisAccessOf, type RedisPlace, redisPlaceOf } from '../config/redis-env.ts';
import { EventLog } from '../log/event-log.ts';
import { createLog } from '../log/log.ts';
import { Readiness } from '../management/readiness.ts';
import { connectRedisClient, type Scripts } from '../redis/connect-redis-client.ts';
import type { InvalidationFeed } from '../redis/invalidation-feed.ts';
import { ReplicaFence, type ReplicaFenceOptions } from '../redis/replica-fence.ts';
import { NoFence, type RevocationFence } from '../redis/revocation-fence.ts';
import { StoreGate } from '../redis/store-gate.ts';
import { warnOfEviction } from '../redis/warn-of-eviction.ts';
import type { ApiParts } from './api-parts.ts';

export interface OpenOptions<Config extends ApiEnv, Known extends Scripts> {
  readonly name: string;
  readonly config: Config;
  readonly scripts: Known;
  readonly feed: InvalidationFeed | undefined;
}

/** @throws RedisStartError or the users' store's own error, each with a message for the operator */
export const openParts = async <Config extends ApiEnv, Known extends Scripts>({
  name,
  config,
  scripts,
  feed,
}: OpenOptions<Config, Known>): Promise<ApiParts<Config, Known>> => {
  const log = createLog(config.LOG_LEVEL, name);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const link = { place: placeOf(config), access: redisAccessOf(config), log };
  const redis = await connectRedisClient({ ...link, scripts, feed });
  const connectApart = async <Others extends Scripts>(others: Others) =>
    await connectRedisClient({ ...link, scripts: others });
  await warnOfEviction(redis, log);
  const { userStore, accounts } = await openAccounts(config);
  const gate = new StoreGate(config.REDIS_DEADLINE_MS);
  const fence = await openFence(config, registry, { ...link, redis, gate });
  const readiness = new Readiness();
  readiness.require(() => gate.run(redis.ping()));
  readiness.require(() => userStore.users.ping());
  return {
    config,
    log,
    events: new EventLog(log, registry),
    registry,
    redis,
    connectApart,
    gate,
    fence,
    feed,
    userStore,
    readiness,
    accounts,
  };
};

type Reach = Pick<ReplicaFenceOptions, 'redis' | 'place' | 'access' | 'gate' | 'log'>;

const openFence = async (config: ApiEnv, registry: Registry, reach: Reach): Promise<RevocationFence> => {
  const { REVOCATION_REPLICAS: replicas, REDIS_DEADLINE_MS: waitMs } = config;
  if (replicas === 0) return new NoFence();
  const unconfirmed = new Counter({
    name: 'revocations_unconfirmed_total',
    help: 'Revocations that were answered 503, because too few replicas of Redis confirmed them (REVOCATION_REPLICAS).',
    registers: [registry],
  });
  return await ReplicaFence.open({ ...reach, replicas, waitMs, countUnconfirmed: () => unconfirmed.inc() });
};

/** With the admin of the configuration, if there is none yet. */
const openAccounts = async (config: ApiEnv): Promise<Pick<ApiParts, 'userStore' | 'accounts'>> => {
  const userStore = await openUserStore(config.DATABASE_URL);
  const hasher = createPasswordHasher({
    memoryKib: config.ARGON2_MEMORY_KIB,
    timeCost: config.ARGON2_TIME_COST,
    parallelism: config.ARGON2_PARALLELISM,
    concurrency: config.HASH_CONCURRENCY,
    queue: config.HASH_QUEUE,
  });
  const accounts = { users: userStore.users, hasher, blockList: loadBlockList() };
  if (config.ADMIN_EMAIL !== undefined && config.ADMIN_PASSWORD !== undefined) {
    await ensureAdmin(accounts, config.ADMIN_EMAIL, config.ADMIN_PASSWORD);
  }
  return { userStore, accounts };
};

export const closeParts = async ({ redis, fence, userStore }: ApiParts): Promise<void> => {
  fence.close();
  redis.destroy();
  await userStore.close();
};

const placeOf = (config: ApiEnv): RedisPlace => {
  const place = redisPlaceOf(config);
  if (place === undefined) throw new TypeError('the configuration was read without the rule `oneRedis`');
  return place;
};
