// The master dies before its replicas have what was written last: a logout that was acknowledged is lost with it.
import type { Fault } from './fault.ts';

/**
 * Over when the Sentinels name another master; how long that takes is theirs.
 *
 * @param replicas how many of them must confirm a revocation before it is acknowledged
 */
export const failover =
  (replicas: 0 | 1): Fault =>
  async (stack) => {
    const sentinel = await stack.sentinelRedis();
    const master = await sentinel.master();
    const redisEnv = { ...sentinel.apiEnv, ...(replicas === 0 ? {} : { REVOCATION_REPLICAS: String(replicas) }) };
    return {
      redisEnvs: [redisEnv, redisEnv],
      redisUrl: master.url,
      prepare: () => sentinel.stopReplication(),
      play: async () => {
        await master.kill();
        await sentinel.untilOtherMaster(master);
        // Without a replica of the new master nobody could log out any more.
        await sentinel.resumeReplication();
      },
    };
  };
