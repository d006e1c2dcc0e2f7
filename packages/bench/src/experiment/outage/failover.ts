// The master dies before its replicas have what was written last: a logout that was acknowledged is lost with it.
import type { Fault } from './fault.ts';

/** Over when the Sentinels name another master; how long that takes is theirs. */
export const failover: Fault = async (stack) => {
  const sentinel = await stack.sentinelRedis();
  const master = await sentinel.master();
  return {
    redisEnvs: [sentinel.apiEnv, sentinel.apiEnv],
    redisUrl: master.url,
    prepare: () => sentinel.stopReplication(),
    play: async () => {
      await master.kill();
      await sentinel.untilOtherMaster(master);
      // The Sentinel that leads calls a failover finished, and names the new master to whoever asks for its state, only when the other
      // replica has followed it, or after ten seconds.
      await sentinel.resumeReplication();
    },
  };
};
