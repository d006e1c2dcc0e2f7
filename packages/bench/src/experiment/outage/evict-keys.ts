// Somebody else writes into the same Redis, which may evict: what was used least recently goes, whatever it meant.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Hold, LinkedRedis } from './fault.ts';

/** Above what is used when it begins. */
const ROOM_BYTES = 2 * 1024 * 1024;
const VALUE = 'x'.repeat(1024);
const KEYS_AT_ONCE = 250;
const PAUSE_MS = 10;
/** Of Redis itself, on machines with 64 bits: no limit. */
const UNLIMITED = '0';

/** Over when the writing stops and the server keeps what it has again. */
export const evictKeys = async ({ server }: LinkedRedis, { over }: Hold): Promise<void> => {
  const client = createClient({ url: server.url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const used = Number(/^used_memory:(\d+)/mu.exec(await client.info('memory'))?.[1]);
    await client.configSet({ 'maxmemory-policy': 'allkeys-lru', maxmemory: String(used + ROOM_BYTES) });
    for (let written = 0; !over.aborted; written += KEYS_AT_ONCE) {
      const keys = Array.from({ length: KEYS_AT_ONCE }, (_, index) => [`filler:${written + index}`, VALUE] as const);
      await client.mSet(keys.map(([key, value]): [string, string] => [key, value]));
      await sleep(PAUSE_MS);
    }
    await client.configSet({ 'maxmemory-policy': 'noeviction', maxmemory: UNLIMITED });
  } finally {
    client.destroy();
  }
};
