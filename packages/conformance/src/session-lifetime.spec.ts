// How long a login session lives: idle and absolute, with uses in between, and across a restart of the API.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { startTarget, TARGETS } from './target.ts';

const IDLE_SECONDS = 4;

describe.each(TARGETS.filter((strategy) => strategy.startsWith('session/')))('%s', (strategy) => {
  it('ends a session after its idle time, counted from its last use', async () => {
    await using target = await startTarget(strategy, { SESSION_IDLE_TTL_SECONDS: String(IDLE_SECONDS) });
    const { client } = await target.user();
    const used = [];
    for (let second = 0; second < IDLE_SECONDS + 2; second += 1) {
      await delay(1000);
      used.push((await client.send('me')).status);
    }
    expect(used).toEqual(used.map(() => 200));
    await delay((IDLE_SECONDS + 0.5) * 1000);
    expect((await client.send('me')).status).toBe(401);
  });

  it('ends a session at its absolute end, however busy it is', async () => {
    await using target = await startTarget(strategy, {
      SESSION_IDLE_TTL_SECONDS: String(IDLE_SECONDS),
      SESSION_ABSOLUTE_TTL_SECONDS: String(IDLE_SECONDS),
    });
    const { client } = await target.user();
    const statuses = [];
    for (let second = 0; second < IDLE_SECONDS + 1; second += 1) {
      await delay(1000);
      statuses.push((await client.send('me')).status);
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 401]);
    expect((await (await target.logIn('User.1@example.com')).send('listSessions')).body).toHaveLength(1);
  });
});

describe.each(TARGETS.filter((strategy) => strategy === 'session/redis' || strategy === 'session/tracked'))(
  '%s',
  (strategy) => {
    it('writes the last use of every session before it stops', async () => {
      await using target = await startTarget(strategy, { SESSION_IDLE_TTL_SECONDS: '60', SESSION_TOUCH_SECONDS: '30' });
      const users = await Promise.all(Array.from({ length: 20 }, async () => await target.user()));
      await delay(1500);
      const usedAtMs = Date.now();
      for (const { client } of users) expect((await client.send('me')).status).toBe(200);
      await target.replica.stop();
      const redis = await createClient({ url: target.redis.url }).connect();
      const keys = (await redis.keys('sess:*')).filter((key) => !key.endsWith(':index'));
      const lastUsesMs = await Promise.all(keys.map(async (key) => (await redis.pExpireTime(key)) - 60_000));
      redis.destroy();
      expect(lastUsesMs).toHaveLength(users.length);
      expect(lastUsesMs.filter((lastUseMs) => lastUseMs < usedAtMs)).toEqual([]);
    });
  },
);
