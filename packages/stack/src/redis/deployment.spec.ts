// Redis as it is deployed for many: a Cluster, and a master that Sentinels watch.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient, createCluster } from 'redis';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';

describe('Redis as it is deployed', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  it('a Cluster has three masters that share the slots, and ends whole', async () => {
    const { nodes, apiEnv } = await stack.redisCluster();
    const rootNodes = String(apiEnv['REDIS_CLUSTER_NODES'])
      .split(',')
      .map((node) => ({ url: `redis://${node}` }));
    const cluster = await createCluster({ rootNodes }).connect();
    const keys = Array.from({ length: 60 }, (_, index) => `key ${index}`);
    await Promise.all(keys.map(async (key) => await cluster.set(key, key)));
    expect(await Promise.all(keys.map(async (key) => await cluster.get(key)))).toEqual(keys);
    cluster.destroy();
    const sizes = await Promise.all(
      nodes.map(async ({ url }) => {
        const client = await createClient({ url }).connect();
        const size = await client.dbSize();
        client.destroy();
        return size;
      }),
    );
    expect(sizes.filter((size) => size > 0)).toHaveLength(3);
    await stack.close();
    expect(nodes.map(({ pid }) => readProcess(pid))).toEqual([undefined, undefined, undefined]);
  });

  it('Sentinels put a replica, with the data that reached it, in the place of a master that died', async () => {
    const group = await stack.sentinelRedis();
    const before = await group.master();
    const client = await createClient({ url: before.url }).connect();
    await client.set('key', 'value');
    await client.wait(2, 5000);
    await group.stopReplication();
    await client.set('late', 'value');
    client.destroy();
    await before.kill();
    await group.untilOtherMaster(before);
    const reader = await createClient({ url: (await group.master()).url }).connect();
    expect(await reader.mGet(['key', 'late'])).toEqual(['value', null]);
    reader.destroy();
  });

  it('a failover can be asked for', async () => {
    const group = await stack.sentinelRedis();
    const before = await group.master();
    await group.failOver();
    expect(await group.master()).not.toBe(before);
  });
});
