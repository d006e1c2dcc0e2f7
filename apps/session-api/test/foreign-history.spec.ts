// A replica that confirms is no proof where it confirms another server's writes: the mark must be there.
import { setTimeout as delay } from 'node:timers/promises';
import { ReplicaFence, StoreGate } from '@authlab/api-kit';
import { openStack, type RedisServer, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { openTestStore, type TestStore } from './test-store.ts';

const INDEX = 'sess:{0123456789012345678901}:index';
const DEADLINE_MS = 2000;
const ASK_AGAIN_MS = 50;

let stack: Stack;
let opened: TestStore;
beforeEach(async () => {
  [stack, opened] = await Promise.all([openStack(), openTestStore()]);
});
afterEach(async () => {
  await opened[Symbol.asyncDispose]();
  await stack.close();
});

const withReplica = async (master: Pick<RedisServer, 'port' | 'url'>): Promise<void> => {
  await stack.redis({ config: { replicaof: `127.0.0.1 ${master.port}` } });
  const client = await createClient({ url: master.url }).connect();
  while ((await client.wait(1, ASK_AGAIN_MS)) === 0) await delay(ASK_AGAIN_MS);
  client.destroy();
};

const fenceAt = async (url: string): Promise<ReplicaFence> =>
  await ReplicaFence.open({
    redis: undefined,
    place: { form: 'single', url },
    access: {},
    gate: new StoreGate(DEADLINE_MS),
    log: { warn: () => undefined, error: () => undefined },
    replicas: 1,
    waitMs: DEADLINE_MS,
    countUnconfirmed: () => undefined,
  });

it('is confirmed by a replica of the server that revoked, and not by one of another', async () => {
  const other = await stack.redis();
  const own = { url: opened.url, port: Number(new URL(opened.url).port) };
  await Promise.all([withReplica(own), withReplica(other)]);
  const fences = await Promise.all([fenceAt(own.url), fenceAt(other.url)]);
  const outcomes = await Promise.all(
    fences.map(async (fence) => {
      const write = fence.write(INDEX);
      await opened.redis.endSession(write.keys, 'member');
      return await write.confirm().then(
        () => 'confirmed',
        (error: { code: string }) => error.code,
      );
    }),
  );
  for (const fence of fences) fence.close();
  expect(outcomes).toEqual(['confirmed', 'store_unavailable']);
});
