// A fence before a master that has a replica, as an API opens it, and what it says of one revocation.
import { setTimeout as delay } from 'node:timers/promises';
import { ReplicaFence, StoreGate } from '@authlab/api-kit';
import type { RedisServer, Stack } from '@authlab/stack';
import { createClient } from 'redis';
import type { TestStore } from './test-store.ts';

const INDEX = 'sess:{0123456789012345678901}:index';
const ASK_AGAIN_MS = 50;

/** Resolves when the replica has what the master has. */
export const withReplica = async (stack: Stack, master: Pick<RedisServer, 'port' | 'url'>): Promise<void> => {
  await stack.redis({ config: { replicaof: `127.0.0.1 ${master.port}` } });
  const client = await createClient({ url: master.url }).connect();
  while ((await client.wait(1, ASK_AGAIN_MS)) === 0) await delay(ASK_AGAIN_MS);
  client.destroy();
};

export const fenceAt = async (url: string, deadlineMs: number): Promise<ReplicaFence> =>
  await ReplicaFence.open({
    redis: undefined,
    place: { form: 'single', url },
    access: {},
    gate: new StoreGate(deadlineMs),
    log: { warn: () => undefined, error: () => undefined },
    replicas: 1,
    waitMs: deadlineMs,
    countUnconfirmed: () => undefined,
  });

/** Ends a session in the store and lets the fence confirm it: `confirmed`, or the code of the error. */
export const revokeBehind = async (fence: ReplicaFence, { redis }: TestStore): Promise<string> => {
  const write = fence.write(INDEX);
  await redis.endSession(write.keys, 'member');
  return await write.confirm().then(
    () => 'confirmed',
    (error: { readonly code: string }) => error.code,
  );
};
