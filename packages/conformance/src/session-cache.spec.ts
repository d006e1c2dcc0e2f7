// Strategy session/tracked: how many sessions a process keeps in memory, and what a hit and a miss cost Redis.
import type { AuthClient } from '@authlab/client';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { CommandMonitor } from './command-monitor.ts';
import { startTarget } from './target.ts';

/** The time in which a replica's own touch has mostly come back to it as a push. */
const TOUCH_MS = 200;

it('keeps at most SESSION_CACHE_MAX sessions, those used last, and asks Redis for the others', async () => {
  await using target = await startTarget('session/tracked', { SESSION_CACHE_MAX: '2' });
  const users: AuthClient[] = [];
  for (let count = 0; count < 3; count += 1) users.push((await target.user()).client);
  const monitor = await CommandMonitor.open(target.redis.url);
  const read = async (...who: number[]): Promise<number> => {
    const counts = await monitor.during(async () => {
      for (const index of who) expect((await users[index]?.send('me'))?.status).toBe(200);
    });
    return counts['get'] ?? 0;
  };
  await read(0, 1, 2);
  // Until the touches of the first use are back, what was just read is forgotten.
  do await delay(TOUCH_MS);
  while ((await read(1, 2)) > 0);
  expect(await read(1, 2, 1, 2)).toBe(0);
  expect(await read(0)).toBe(1);
  expect(await read(2, 0)).toBe(0);
  expect(await read(1)).toBe(1);
  monitor.close();
});
