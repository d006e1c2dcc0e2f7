// Looks at start whether Redis may evict keys: an evicted index or denial would let a revoked login live.
import type { Log } from '../log/log.ts';
import type { Redis } from './connect-redis-client.ts';

const POLICY = /^maxmemory_policy:(?<policy>[\w-]+)/mu;
const LIMIT = /^maxmemory:(?<bytes>\d+)/mu;

/** Warns when keys can be evicted, and when Redis does not say: managed servers may forbid the question. */
export const warnOfEviction = async (redis: Pick<Redis, 'info'>, log: Log): Promise<void> => {
  try {
    const memory = await redis.info('memory');
    const policy = POLICY.exec(memory)?.groups?.['policy'];
    if (policy === 'noeviction' || LIMIT.exec(memory)?.groups?.['bytes'] === '0') return;
    log.error(
      { event: 'redis_evicts', policy },
      'set maxmemory-policy noeviction: evicted keys can revive revoked logins',
    );
  } catch {
    log.warn({ event: 'redis_eviction_unknown' }, 'could not ask for maxmemory-policy: it must be noeviction');
  }
};
