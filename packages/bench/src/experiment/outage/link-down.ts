// The way to Redis is gone, and nobody says so: packets vanish in a network namespace, in both directions.
import type { Fault } from './fault.ts';

/** Of both replicas at once: they reach Redis over one link. */
export const linkDown: Fault = async (stack) => {
  const redis = await stack.secludedRedis();
  const { apiEnv, url } = redis.server;
  return {
    redisEnvs: [apiEnv, apiEnv],
    redisUrl: url,
    prepare: () => Promise.resolve(),
    play: async ({ until }) => {
      await redis.unplug();
      await until();
      await redis.plugIn();
    },
  };
};
