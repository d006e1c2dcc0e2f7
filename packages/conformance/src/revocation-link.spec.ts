// The strategies that are told of revocations, when the link over which they are told is late, silent or gone: a replica
// behind a network that fails, and another one at which login sessions are ended.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthClient } from '@authlab/client';
import type { Strategy } from '@authlab/contract';
import {
  apiReplica,
  type FaultProxy,
  makeApiSecrets,
  openStack,
  type Replica,
  schemeOf,
  type Stack,
} from '@authlab/stack';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PASSWORD, SUITE_ENV, untilReady } from './target.ts';

const STALE_MS = 2000;
/** What the machine may need on top of what the strategy promises. */
const MARGIN_MS = 1000;
/** Longer than a request takes on a busy machine. */
const SLOW_MS = 300;
/** The time in which a replica's own touch has come back to it as a push. */
const TOUCH_MS = 200;
const ENV = {
  ...SUITE_ENV,
  ACCESS_TTL_SECONDS: '300',
  REVOCATION_HEARTBEAT_MS: '100',
  REDIS_DEADLINE_MS: '500',
  REVOCATION_STALE_MS: String(STALE_MS),
};

interface Told {
  readonly strategy: Strategy;
  /** How soon nothing more is accepted when the link breaks in a way that shows. */
  readonly brokenMs: number;
  /** Counts what was accepted without being sure. */
  readonly metric: string;
}

const STRATEGIES: readonly Told[] = [
  // The reset has to reach the other process; until then nothing tells it.
  { strategy: 'session/tracked', brokenMs: 100, metric: 'session_stale_accepts_total' },
  { strategy: 'jwt/pushed', brokenMs: STALE_MS, metric: 'token_stale_accepts_total' },
];

const statusOf = async (client: AuthClient): Promise<number> => (await client.copy().send('me')).status;

const logOut = async (client: AuthClient): Promise<number> => {
  expect((await client.send('logout')).status).toBe(204);
  return performance.now();
};

/** Asks until `MARGIN_MS` beyond the bound, and at least once: what was answered to requests that began later than `boundMs` after the ack. */
const answersAfter = async (client: AuthClient, ackMs: number, boundMs: number): Promise<ReadonlySet<number>> => {
  const late = new Set<number>();
  while (performance.now() < ackMs + boundMs + MARGIN_MS || late.size === 0) {
    const startMs = performance.now();
    const status = await statusOf(client);
    if (startMs > ackMs + boundMs) late.add(status);
    await delay(10);
  }
  return late;
};

const untilStatus = async (client: AuthClient, status: number): Promise<ReadonlySet<number>> => {
  const before = new Set<number>();
  for (;;) {
    const seen = await statusOf(client);
    if (seen === status) return before;
    before.add(seen);
    await delay(20);
  }
};

describe.each(STRATEGIES)('$strategy', ({ strategy, brokenMs, metric }) => {
  let stack: Stack;
  let proxy: FaultProxy;
  /** Its link to Redis fails. */
  let far: Replica;
  let near: Replica;
  let accounts = 0;

  const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    stack = await openStack();
    const redis = await stack.redis();
    proxy = await stack.proxy(redis.port);
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const place = { databaseUrl, secrets: makeApiSecrets(), env: { ...ENV, ...env } };
    const behind = { REDIS_URL: `redis://127.0.0.1:${proxy.port}` };
    near = await stack.replica(apiReplica(strategy, { ...place, redisEnv: redis.apiEnv }));
    far = await stack.replica(apiReplica(strategy, { ...place, redisEnv: behind }));
  };

  const stop = async (): Promise<void> => await stack.close();

  /** Logged in, and remembered by both replicas. */
  const user = async (): Promise<{ readonly atFar: AuthClient; readonly atNear: AuthClient }> => {
    accounts += 1;
    const body = { email: `user.${accounts}@example.com`, password: PASSWORD };
    const atNear = new AuthClient({ scheme: schemeOf(strategy), baseUrl: near.url });
    await atNear.send('register', { body: { ...body, displayName: 'User' } });
    expect((await atNear.send('login', { body })).status).toBe(200);
    // A copy: what the logout clears at one place, a thief keeps.
    const atFar = atNear.copy().at(far.url);
    expect(await statusOf(atFar)).toBe(200);
    // The first use puts the idle end off, which is a change of the key; the copy is read again after it.
    await delay(TOUCH_MS);
    expect(await statusOf(atFar)).toBe(200);
    return { atFar, atNear };
  };

  /** Whatever happened to the link before. */
  const healed = async (): Promise<void> => {
    proxy.heal();
    await untilReady(far);
  };

  describe('on a slow network', () => {
    beforeAll(async () => await start({ REDIS_DEADLINE_MS: '4000' }));
    afterAll(stop);

    it('refuses at the other replica as soon as the push has crossed a slow network', async () => {
      const { atFar, atNear } = await user();
      proxy.delay(SLOW_MS);
      const ackMs = await logOut(atNear);
      // The push is under way; behind an answer that left before it, it comes with the next: a way back, one there, one back.
      expect(await statusOf(atFar)).toBe(200);
      expect(await answersAfter(atFar, ackMs, 3 * SLOW_MS + MARGIN_MS)).toEqual(new Set([401]));
    });
  });

  describe('closed', () => {
    beforeAll(async () => await start());
    afterAll(stop);
    beforeEach(healed);

    it('accepts nothing once a silent link is stale, and knows the truth as soon as it is back', async () => {
      const { atFar, atNear } = await user();
      const bystander = await user();
      proxy.hang();
      const ackMs = await logOut(atNear);
      expect(await statusOf(atFar)).toBe(200);
      expect(await answersAfter(atFar, ackMs, STALE_MS)).toEqual(new Set([503]));
      expect(await statusOf(bystander.atFar)).toBe(503);
      proxy.heal();
      // Never again in between.
      expect(await untilStatus(atFar, 401)).not.toContain(200);
      await untilStatus(bystander.atFar, 200);
    });

    it('accepts nothing once the link is known to be broken', async () => {
      const { atFar, atNear } = await user();
      proxy.cut();
      const ackMs = await logOut(atNear);
      expect(await answersAfter(atFar, ackMs, brokenMs)).toEqual(new Set([503]));
      proxy.heal();
      expect(await untilStatus(atFar, 401)).not.toContain(200);
    });

    it('revives nobody while the link comes and goes', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { atFar, atNear } = await user();
        proxy.cut();
        const healing = delay(round * 7).then(() => proxy.heal());
        await Promise.all([logOut(atNear), statusOf(atFar), healing]);
        await untilStatus(atFar, 401);
        expect([await statusOf(atFar), await statusOf(atFar)]).toEqual([401, 401]);
      }
    });
  });

  describe('open', () => {
    beforeAll(async () => await start({ REVOCATION_STALE_POLICY: 'open' }));
    afterAll(stop);
    beforeEach(healed);

    it('goes on accepting while the link is silent, counts it, and ends the session when it is back', async () => {
      const { atFar, atNear } = await user();
      proxy.hang();
      const ackMs = await logOut(atNear);
      expect(await answersAfter(atFar, ackMs, STALE_MS)).toEqual(new Set([200]));
      const metrics = await (await fetch(`${far.managementUrl}/metrics`)).text();
      expect(Number(new RegExp(`^${metric} (\\d+)`, 'mu').exec(metrics)?.[1])).toBeGreaterThan(0);
      proxy.heal();
      expect(await answersAfter(atFar, performance.now(), MARGIN_MS)).toEqual(new Set([401]));
    });

    it('goes on accepting while the link is broken, and not beyond it', async () => {
      const { atFar, atNear } = await user();
      const bystander = await user();
      proxy.cut();
      await logOut(atNear);
      expect([await statusOf(atFar), await statusOf(bystander.atFar)]).toEqual([200, 200]);
      proxy.heal();
      await untilStatus(atFar, 401);
      await delay(MARGIN_MS);
      expect([await statusOf(atFar), await statusOf(bystander.atFar)]).toEqual([401, 200]);
    });
  });
});
