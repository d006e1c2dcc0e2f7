// Chooses the store of the configured strategy.
import { type ApiParts, Heartbeat, InvalidationFeed, pingEveryLink } from '@authlab/api-kit';
import { Counter } from 'prom-client';
import type { Config } from '../config.ts';
import { MemorySessionStore } from './memory-session-store.ts';
import { RedisSessionStore } from './redis-session-store.ts';
import type { SessionScripts } from './session-scripts.ts';
import type { SessionStore } from './session-store.ts';
import { TrackedSessionStore } from './tracked-session-store.ts';

type Parts = ApiParts<Config, SessionScripts>;

/** Only `tracked` keeps copies. */
export const createFeed = ({ SESSION_STRATEGY }: Config): InvalidationFeed | undefined =>
  SESSION_STRATEGY === 'tracked' ? new InvalidationFeed() : undefined;

export const createSessionStore = (parts: Parts): SessionStore => {
  const { config, log } = parts;
  switch (config.SESSION_STRATEGY) {
    case 'redis':
      return new RedisSessionStore(parts);
    case 'tracked':
      return createTracked(parts);
    case 'memory':
      log.warn(
        { event: 'memory_store' },
        'sessions live in this process alone: no replica knows them, a restart ends them',
      );
      return new MemorySessionStore(config);
    default:
      return config.SESSION_STRATEGY satisfies never;
  }
};

const createTracked = (parts: Parts): TrackedSessionStore => {
  const { config, redis, gate, registry, feed } = parts;
  if (feed === undefined) throw new TypeError('the strategy `tracked` needs the feed that `createFeed` makes');
  const heartbeat = new Heartbeat({
    intervalMs: config.REVOCATION_HEARTBEAT_MS,
    staleMs: config.REVOCATION_STALE_MS,
    ping: () => gate.run(pingEveryLink(redis)),
  });
  const staleAccepts = new Counter({
    name: 'session_stale_accepts_total',
    help: 'Requests accepted from a copy while the link to Redis proved nothing (REVOCATION_STALE_POLICY=open).',
    registers: [registry],
  });
  return new TrackedSessionStore({ ...parts, feed, heartbeat, countStaleAccept: () => staleAccepts.inc() });
};
