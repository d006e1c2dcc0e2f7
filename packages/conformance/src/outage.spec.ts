// When Redis is down, hung, slow, empty or read-only: an answer in time, 503 where the store was needed, and recovery by itself.
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import type { Operation, Strategy } from '@authlab/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { type LoggedIn, PASSWORD, startTarget, type Target, TARGETS, untilReady } from './target.ts';

/** What `GET /me` answers without Redis, by strategy; a copy may still be proven when it is asked. */
const WITHOUT_REDIS: Readonly<Record<Strategy, readonly number[]>> = {
  'session/redis': [503],
  'session/tracked': [200, 503],
  'session/memory': [200],
  'jwt/stateless': [200],
  'jwt/denylist': [503],
  'jwt/pushed': [200, 503],
};
/** Far more than `REDIS_DEADLINE_MS`, less than the 3 s after which the client cuts a silent link by itself. */
const IN_TIME_MS = 2800;
const DEADLINE_MS = 750;
const HEALS_WITHIN_MS = 15_000;
const NOBODYS_PORT = 1;

interface Seen {
  readonly status: number;
  readonly retryAfter: boolean;
  readonly inTime: boolean;
  /** Whether the answer hands out a credential. */
  readonly setsCookie: boolean;
}

const ask = async (client: AuthClient, operation: Operation, body?: object): Promise<Seen> => {
  const startMs = performance.now();
  const { status, headers } = await client.send(operation, body === undefined ? {} : { body });
  const inTime = performance.now() - startMs < IN_TIME_MS;
  const setsCookie = headers['set-cookie'] !== undefined;
  return { status, retryAfter: headers['retry-after'] !== undefined, inTime, setsCookie };
};

const answered = (status: number): Seen => ({
  status,
  retryAfter: status === 503,
  inTime: true,
  setsCookie: false,
});

describe.each(TARGETS.filter((strategy) => strategy !== 'session/memory'))('%s', (strategy) => {
  let target: Target;
  let user: LoggedIn;
  // One process for all of it: whatever happened to Redis before, it must have healed.
  beforeAll(async () => {
    target = await startTarget(`${strategy} behind a network`, {
      ACCESS_TTL_SECONDS: '300',
      REDIS_DEADLINE_MS: String(DEADLINE_MS),
      // Counting attempts needs Redis too.
      LOGIN_LIMIT_PER_ACCOUNT: '100/300s',
      LOGIN_LIMIT_PER_ADDRESS: '1000/300s',
    });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());
  beforeEach(async () => {
    await untilReady(target.replica);
    user = await target.user();
    await user.client.send('me');
  });

  const readiness = async (): Promise<number> => (await fetch(`${target.replica.managementUrl}/health/ready`)).status;

  const healed = async (): Promise<boolean> => {
    const endMs = performance.now() + HEALS_WITHIN_MS;
    while (performance.now() < endMs) {
      const { status } = await user.client.copy().send('listSessions');
      if ((status === 200 || status === 401) && (await readiness()) === 200) return true;
      await delay(50);
    }
    return false;
  };

  it.each([
    ['killed', async () => await target.redis.kill(), async () => await target.redis.restart()],
    ['hung', () => target.redis.suspend(), () => target.redis.resume()],
    ['slower than the deadline', () => target.network.delay(DEADLINE_MS), () => target.network.heal()],
    ['behind a silent network', () => target.network.hang(), () => target.network.heal()],
    ['behind a network that resets', () => target.network.cut(), () => target.network.heal()],
  ] as const)('is 503 in time while Redis is %s, and heals by itself', async (_name, breakIt, mend) => {
    await breakIt();
    const { client, email } = user;
    expect(await ask(client, 'public')).toEqual(answered(200));
    expect(await ask(client, 'logout')).toEqual(answered(503));
    expect(await ask(client, 'logoutEverywhere')).toEqual(answered(503));
    expect(await ask(client, 'listSessions')).toEqual(answered(503));
    expect(await ask(target.anonymous(), 'login', { email, password: PASSWORD })).toEqual(answered(503));
    expect(await readiness()).toBe(503);
    expect(WITHOUT_REDIS[strategy]).toContain((await ask(client, 'me')).status);
    await mend();
    expect(await healed()).toBe(true);
    expect((await ask(await target.logIn(email), 'me')).status).toBe(200);
  });

  it('works on a slow Redis, within the deadline', async () => {
    target.network.delay(DEADLINE_MS / 15);
    for (const operation of ['me', 'listSessions', 'logout'] as const)
      expect((await ask(user.client, operation)).status).toBeLessThan(300);
    await untilReady(target.replica);
    target.network.heal();
  });

  it('keeps everybody logged in while the network comes and goes', async () => {
    const statuses = new Set<number>();
    for (let round = 0; round < 10; round += 1) {
      target.network.cut();
      statuses.add((await ask(user.client, 'listSessions')).status);
      target.network.heal();
      await delay(round * 20);
      statuses.add((await ask(user.client, 'listSessions')).status);
    }
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await healed()).toBe(true);
    expect((await ask(user.client, 'me')).status).toBe(200);
  });

  it('keeps the login session whose logout was 503, and ends it when asked again', async () => {
    target.redis.suspend();
    expect((await ask(user.client, 'logout')).status).toBe(503);
    target.redis.resume();
    expect(await healed()).toBe(true);
    const { status } = await user.client.send('logout');
    // The first logout was written before the hang and carried out after it: then this credential is dead already.
    expect([204, 401]).toContain(status);
    expect((await (await target.logIn(user.email)).send('listSessions')).body).toHaveLength(1);
  });

  it('is 503, never 401 and never 204, for changes while Redis is read-only', async () => {
    const admin = await createClient({ url: target.redis.url }).connect();
    // Nobody is there: a replica of a master that it cannot reach writes nothing and keeps what it has.
    await admin.replicaOf('127.0.0.1', NOBODYS_PORT);
    expect(await ask(user.client, 'logout')).toEqual(answered(503));
    await admin.sendCommand(['REPLICAOF', 'NO', 'ONE']);
    admin.destroy();
    expect(await healed()).toBe(true);
  });

  it('knows no login sessions after Redis came back empty, and begins new ones', async () => {
    await target.redis.kill();
    await target.redis.restart();
    expect(await healed()).toBe(true);
    const { status } = await user.client.send('listSessions');
    expect(status).toBe(target.scheme === 'session' ? 401 : 200);
    expect((await (await target.logIn(user.email)).send('listSessions')).body).toHaveLength(1);
  });
});
