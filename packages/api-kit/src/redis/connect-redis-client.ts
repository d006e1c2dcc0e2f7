// Connects to Redis, however it is deployed, so that an outage is an error at once and never a queue.
import { createClient, createCluster, createSentinel } from 'redis';
import type { RedisAccess, RedisPlace } from '../config/redis-env.ts';
import type { Log } from '../log/log.ts';
import type { IndexedScript, ScriptKeys } from './indexed-script.ts';
import type { InvalidationFeed } from './invalidation-feed.ts';
import { linkOptions } from './link-options.ts';
import { RedisStartError } from './redis-start-error.ts';
import { type WatchedLink, watchLink } from './watch-link.ts';

const MAX_RECONNECT_DELAY_MS = 500;

/** Scripts by name; each becomes a method of the client. */
export type Scripts = Readonly<Record<string, IndexedScript<unknown>>>;

/** What the APIs ask of Redis: the same on one server, on a Cluster and behind Sentinels. */
export type Redis<Known extends Scripts = Scripts> = RedisCommands & {
  readonly [Name in keyof Known]: (
    keys: string | ScriptKeys,
    ...words: string[]
  ) => Promise<ReturnType<Known[Name]['transformReply']>>;
};

/** One entry of a Redis Stream; the id is `milliseconds-number`, by Redis's clock. */
export interface StreamEntry {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

/** The commands, without anybody's scripts. */
export interface RedisCommands {
  get(key: string): Promise<string | null>;
  mGet(keys: string[]): Promise<(string | null)[]>;
  pExpireAt(key: string, atMs: number, mode: 'GT'): Promise<number>;
  xRange(stream: string, start: string, end: '+', options: { COUNT: number }): Promise<StreamEntry[]>;
  xRead(
    place: { key: string; id: string },
    options: { BLOCK: number; COUNT: number },
  ): Promise<{ messages: StreamEntry[] }[] | null>;
  ping(): Promise<string>;
  info(section: string): Promise<string>;
  destroy(): void;
}

export interface RedisConnection<Known extends Scripts> {
  readonly place: RedisPlace;
  readonly access: RedisAccess;
  readonly scripts: Known;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Turns client-side caching on. */
  readonly feed?: InvalidationFeed | undefined;
}

/**
 * Connects once, then reconnects by itself for ever. Without a connection a command fails at once: node-redis would
 * otherwise keep it in a queue without end (`disableOfflineQueue`).
 *
 * @throws {RedisStartError} no connection at start
 */
export const connectRedisClient = async <Known extends Scripts>(
  connection: RedisConnection<Known>,
): Promise<Redis<Known>> => {
  const state = { connected: false };
  const client = createFor(connection, state);
  const { log } = connection;
  const heard: unknown[] = [];
  client.on('error', (error: { name?: string; code?: string }) => {
    if (!state.connected) heard.push(error);
    log.warn({ event: 'redis_error', name: error.name, code: error.code });
  });
  client.on('ready', () => log.info({ event: 'redis_ready' }));
  try {
    await client.connect();
    state.connected = true;
    // A Sentinel tells of a master that is gone, and makes the link to the next; the links of a Cluster are its own.
    if (connection.place.form === 'single') {
      const onSilent = (): void => log.warn({ event: 'redis_link_silent' });
      watchLink(client as unknown as WatchedLink, { onSilent });
    }
    return client as unknown as Redis<Known>;
  } catch (error) {
    throw new RedisStartError(error, heard);
  }
};

interface Cluster {
  readonly masters: readonly object[];
  nodeClient(node: object): RedisCommands | Promise<RedisCommands>;
}

/** Asks every server that this client reads from; resolves when all have answered. */
export const pingEveryLink = async (redis: Pick<Redis, 'ping'>): Promise<void> => {
  const cluster = redis as unknown as Partial<Cluster>;
  const nodes = cluster.masters?.map(async (master) => await cluster.nodeClient?.(master)) ?? [redis];
  await Promise.all(nodes.map(async (node) => (await node)?.ping()));
};

interface Connectable {
  on(event: string, listener: (error: Error) => void): unknown;
  connect(): Promise<unknown>;
}

const createFor = (connection: RedisConnection<Scripts>, state: { connected: boolean }): Connectable => {
  const { place, access, scripts, feed } = connection;
  const link = linkOptions(access, (retries) => (state.connected ? reconnectDelayMs(retries) : false));
  const tracking = feed === undefined ? {} : { clientSideCache: feed };
  // node-redis makes an AbortSignal for each command's time-out; the gate's deadlines share one timer instead.
  const shared = { scripts, RESP: 3 as const, commandOptions: { timeout: 0 }, ...tracking };
  switch (place.form) {
    case 'single':
      return createClient({ ...link, ...shared, url: place.url });
    case 'cluster':
      return createCluster({
        ...shared,
        rootNodes: place.nodes.map((node) => ({ url: addressOf(node) })),
        defaults: link,
      });
    case 'sentinel':
      return createSentinel({
        ...shared,
        name: place.master,
        sentinelRootNodes: place.nodes.map(hostAndPortOf),
        nodeClientOptions: link,
      });
    default:
      return place satisfies never;
  }
};

const addressOf = (node: string): string => (node.includes('://') ? node : `redis://${node}`);

const DEFAULT_SENTINEL_PORT = 26_379;

const hostAndPortOf = (node: string): { host: string; port: number } => {
  const { hostname, port } = new URL(addressOf(node));
  return { host: hostname, port: port === '' ? DEFAULT_SENTINEL_PORT : Number(port) };
};

/** Doubles from 25 ms, with jitter, so that replicas do not all come back in the same instant. */
const reconnectDelayMs = (retries: number): number =>
  Math.min(MAX_RECONNECT_DELAY_MS, 25 * 2 ** Math.min(retries, 6)) * (0.5 + Math.random() / 2);
