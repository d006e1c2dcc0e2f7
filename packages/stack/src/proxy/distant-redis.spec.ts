// Distance makes answers late, and changes nothing else.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { openStack, type Stack } from '../stack.ts';

const ROUNDS = 40;

describe('a distant Redis', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => {
    await stack.close();
  });

  it.each([0.5, 2])('answers never sooner than after %d ms, in order', async (delayMs) => {
    const { port } = await stack.redis();
    const { apiEnv } = await stack.distantRedis({ port, delayMs });
    const client = createClient({ url: String(apiEnv['REDIS_URL']) });
    await client.connect();
    try {
      const tookMs: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const startMs = performance.now();
        await client.ping();
        tookMs.push(performance.now() - startMs);
      }
      expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(delayMs);
      const counted = await Promise.all(Array.from({ length: ROUNDS }, async () => await client.incr('n')));
      expect(counted).toEqual(Array.from({ length: ROUNDS }, (_, index) => index + 1));
    } finally {
      client.destroy();
    }
  });

  it('ends with the stack', async () => {
    const { port } = await stack.redis();
    const distant = await stack.distantRedis({ port, delayMs: 1 });
    expect((await distant.usage()).rssBytes).toBeGreaterThan(0);
    await stack.close();
    await expect(distant.usage()).rejects.toThrow('it has ended');
  });
});
