// Redis as the secondary storage of better-auth: the five operations that its documentation asks for.
import type { BetterAuthOptions } from 'better-auth';
import { createClient } from 'redis';

export interface RedisStorage {
  readonly storage: NonNullable<BetterAuthOptions['secondaryStorage']>;
  readonly end: () => void;
}

export const connectRedisStorage = async (url: string): Promise<RedisStorage> => {
  const client = await createClient({ url }).connect();
  const storage: RedisStorage['storage'] = {
    get: (key) => client.get(key),
    getAndDelete: (key) => client.getDel(key),
    set: (key, value, ttl) =>
      client.set(key, value, ttl === undefined ? {} : { expiration: { type: 'EX', value: ttl } }),
    delete: async (key) => void (await client.del(key)),
    increment: async (key, ttl) => {
      const [count] = await client.multi().incr(key).expire(key, ttl, 'NX').exec();
      return Number(count);
    },
  };
  return { storage, end: () => client.destroy() };
};
