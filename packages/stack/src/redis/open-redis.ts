// Gives the Redis that the user named in REDIS_URL, or a private one.
import { askRedis } from './ask-redis.ts';
import type { RedisServer } from './redis-server.ts';
import { SharedRedisError } from './shared-redis-error.ts';
import { type RedisOptions, startRedis } from './start-redis.ts';

/** A Redis to use. `server` is absent when it belongs to the user: then disposing leaves it alone. */
export interface RedisEndpoint extends AsyncDisposable {
  readonly url: string;
  readonly server?: RedisServer;
}

/** The user's own Redis; an empty value counts as absent. */
export const sharedRedisUrl = (env: Readonly<Record<string, string | undefined>>): string | undefined =>
  env['REDIS_URL'] === '' ? undefined : env['REDIS_URL'];

/**
 * @param env the environment, where `REDIS_URL` may name a Redis
 * @param options of the private one
 * @throws {SharedRedisError} when the named one does not answer; else as `startRedis`
 */
export const openRedis = async (
  env: Readonly<Record<string, string | undefined>>,
  options: RedisOptions = {},
): Promise<RedisEndpoint> => {
  const url = sharedRedisUrl(env);
  if (url === undefined) {
    const server = await startRedis(options);
    return { url: server.url, server, [Symbol.asyncDispose]: async () => await server.stop() };
  }
  await insistOnAnswer(url);
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
};

const insistOnAnswer = async (url: string): Promise<void> => {
  try {
    await askRedis(url);
  } catch (error) {
    throw new SharedRedisError(error);
  }
};
