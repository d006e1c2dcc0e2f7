// A Redis Cluster of this machine: real masters that share the slots.
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { disposeAll, startAll } from '../process/start-all.ts';
import type { RedisServer } from './redis-server.ts';
import { RedisStartError } from './redis-start-error.ts';
import { startRedis } from './start-redis.ts';

const MASTERS = 3;
const SLOTS = 16_384;
/** The nodes talk to each other 10,000 ports above: that must lie below the ports of outgoing connections as well. */
const PORTS = { min: 20_000, max: 22_700 } as const;
const pickPort = (): number => randomInt(PORTS.min, PORTS.max);
const FORM_TIMEOUT_MS = 20_000;
const ASK_AGAIN_MS = 50;

/** Get one from `startRedisCluster` or `stack.redisCluster`. */
export class RedisCluster implements AsyncDisposable {
  readonly nodes: readonly RedisServer[];

  constructor(nodes: readonly RedisServer[]) {
    this.nodes = nodes;
  }

  /** What an API is told to find it. */
  get apiEnv(): Readonly<Record<string, string>> {
    return { REDIS_CLUSTER_NODES: this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await disposeAll(this.nodes);
  }
}

/**
 * Three masters without replicas, each with a third of the slots; resolves when every one of them knows all the others.
 *
 * @throws as `startRedis`; {RedisStartError} when they do not find together
 */
export const startRedisCluster = async (signal?: AbortSignal): Promise<RedisCluster> => {
  // Without full coverage: when one master is down, the others go on serving their slots.
  const config = {
    'cluster-enabled': 'yes',
    'cluster-node-timeout': '2000',
    'cluster-require-full-coverage': 'no',
  };
  const start = async (stop: AbortSignal) => await startRedis({ config, pickPort, signal: stop });
  const nodes = await startAll(
    Array.from({ length: MASTERS }, () => start),
    signal,
  );
  try {
    await form(nodes, signal);
    return new RedisCluster(nodes);
  } catch (error) {
    await disposeAll(nodes);
    throw error;
  }
};

const form = async (nodes: readonly RedisServer[], signal: AbortSignal | undefined): Promise<void> => {
  const clients = nodes.map(({ url }) => createClient({ url, socket: { reconnectStrategy: false } }));
  // The same error rejects the command below.
  for (const client of clients) client.on('error', () => undefined);
  try {
    await Promise.all(clients.map(async (client) => await client.connect()));
    await Promise.all(
      clients.map(async (client, index) => {
        await client.clusterAddSlotsRange({ start: firstSlot(index), end: firstSlot(index + 1) - 1 });
        // Else two nodes that have not met yet settle it with each other, which takes time.
        await client.clusterSetConfigEpoch(index + 1);
      }),
    );
    for (const { port } of nodes) await clients[0]?.clusterMeet('127.0.0.1', port);
    const endMs = performance.now() + FORM_TIMEOUT_MS;
    while (!(await allAgree(clients))) {
      signal?.throwIfAborted();
      if (performance.now() > endMs) throw new RedisStartError('Cluster did not form in time', []);
      await delay(ASK_AGAIN_MS);
    }
  } finally {
    for (const client of clients) client.destroy();
  }
};

const firstSlot = (index: number): number => Math.floor((index * SLOTS) / MASTERS);

const allAgree = async (clients: readonly { clusterInfo(): Promise<string> }[]): Promise<boolean> => {
  const infos = await Promise.all(clients.map(async (client) => await client.clusterInfo()));
  return infos.every((info) => info.includes('cluster_state:ok') && info.includes(`cluster_size:${MASTERS}`));
};
