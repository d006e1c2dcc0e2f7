// Connects to Redis so that an outage is an error at once and never a queue.
import { createClient, type RedisClientType, type RedisScripts } from 'redis';
import type { Log } from '../log/log.ts';

const CONNECT_TIMEOUT_MS = 2000;
const MAX_RECONNECT_DELAY_MS = 500;

export type Redis<Scripts extends RedisScripts = {}> = RedisClientType<{}, {}, Scripts>;

export interface RedisConnection<Scripts extends RedisScripts> {
  readonly url: string;
  readonly scripts: Scripts;
  readonly log: Log;
}

/** Redis could not be reached at start; its message holds no part of the URL, which may contain a password. */
export class RedisStartError extends Error {
  constructor(cause: unknown) {
    super('Redis cannot be reached. Check REDIS_URL, and that the server runs and lets this client in.', { cause });
    this.name = 'RedisStartError';
  }
}

/**
 * Connects once, then reconnects by itself for ever. Without a connection a command fails at once: node-redis would
 * otherwise keep it in a queue without end (`disableOfflineQueue`).
 *
 * @throws {RedisStartError} no connection at start
 */
export const connectRedisClient = async <Scripts extends RedisScripts>({
  url,
  scripts,
  log,
}: RedisConnection<Scripts>): Promise<Redis<Scripts>> => {
  let connected = false;
  const client = createClient({
    url,
    scripts,
    RESP: 3,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => (connected ? reconnectDelayMs(retries) : false),
    },
  });
  client.on('error', (error: { name?: string; code?: string }) => {
    log.warn({ event: 'redis_error', name: error.name, code: error.code });
  });
  client.on('ready', () => log.info({ event: 'redis_ready' }));
  try {
    await client.connect();
    connected = true;
    return client;
  } catch (error) {
    throw new RedisStartError(error);
  }
};

/** Doubles from 25 ms, with jitter, so that replicas do not all come back in the same instant. */
const reconnectDelayMs = (retries: number): number =>
  Math.min(MAX_RECONNECT_DELAY_MS, 25 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2);
