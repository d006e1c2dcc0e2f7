// An API as a process: how it starts, says that it is ready, is watched, stops, and refuses a bad configuration.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Strategy } from '@authlab/contract';
import { apiReplica, makeApiSecrets, openStack } from '@authlab/stack';
import { startTarget, type Target, TARGETS, untilReady } from './target.ts';

/** One of each API: what is known before any strategy has a say. */
const ONE_OF_EACH: readonly Strategy[] = ['session/redis', 'jwt/stateless'];

const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

describe.each(TARGETS)('one process of %s, from its start to its end,', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy);
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  it('counts requests by route in its metrics, with no id in any label', async () => {
    const { client, id } = await target.user();
    await client.send('me');
    await client.send('endSession', { params: { id } });
    const metrics = await (await fetch(`${target.replica.managementUrl}/metrics`)).text();
    expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="/me",status="200"} 1');
    expect(metrics).toContain('route="/auth/sessions/:id",status="404"');
    expect(metrics).toContain('auth_events_total{event="login"} 1');
    expect(metrics).not.toContain(id);
  });

  it('says live and ready on the management port alone, and not ready without Redis', async () => {
    const { replica, redis } = target;
    expect(await statusOf(`${replica.managementUrl}/health/live`)).toBe(200);
    expect(await statusOf(`${replica.managementUrl}/health/ready`)).toBe(200);
    expect(await statusOf(`${replica.url}/health/live`)).toBe(404);
    expect(await statusOf(`${replica.url}/metrics`)).toBe(404);
    await redis.kill();
    expect(await statusOf(`${replica.managementUrl}/health/ready`)).toBe(503);
    expect(await statusOf(`${replica.managementUrl}/health/live`)).toBe(200);
    await redis.restart();
    await untilReady(replica);
  });

  it('writes security events as JSON lines in UTC, and no credential or password', async () => {
    const { client, email } = await target.user();
    await target.anonymous().send('login', { body: { email, password: 'not the right pass phrase' } });
    const secrets = Object.values(client.credential.headersFor(client.baseUrl)).map((value) => value.slice(-40));
    await client.send('logout');
    await target.replica.stop();
    const lines = target.replica.logLines();
    const events = lines.map((line) => JSON.parse(line) as { event: string; time: string; code?: string });
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['ready', 'registered', 'login', 'logout']),
    );
    expect(events.some(({ code }) => code === 'invalid_credentials')).toBe(true);
    expect(events.every(({ time }) => time.endsWith('Z'))).toBe(true);
    for (const secret of [...secrets, 'not the right pass phrase', email])
      expect(lines.join('\n')).not.toContain(secret);
  });
});

describe.each(TARGETS)('%s', (strategy) => {
  it('answers the requests under way when it is told to stop, and exits 0', async () => {
    await using target = await startTarget(strategy, { ARGON2_MEMORY_KIB: '262144', ARGON2_TIME_COST: '2' });
    const { email } = await target.user();
    const slow = target.logIn(email);
    // Long enough for the request to be under way, far shorter than the hashing takes.
    await delay(100);
    const stopped = target.replica.stop();
    expect((await slow).scheme).toBe(target.scheme);
    expect(await stopped).toMatchObject({ exit: { code: 0, signal: null } });
  });

  it('says not ready and goes on serving for the drain delay when it is told to stop, each answer the last on its connection', async () => {
    await using target = await startTarget(strategy, { DRAIN_DELAY_MS: '1500' });
    const { replica } = target;
    const ready = `${replica.managementUrl}/health/ready`;
    expect((await fetch(`${replica.url}/public`)).headers.get('connection')).toBe('keep-alive');
    const stopped = replica.stop();
    while ((await statusOf(ready)) === 200) await delay(5);
    const last = await fetch(`${replica.url}/public`);
    expect([last.status, last.headers.get('connection')]).toEqual([200, 'close']);
    expect(await stopped).toMatchObject({ state: 'drained', exit: { code: 0, signal: null } });
    await expect(fetch(`${replica.url}/public`)).rejects.toThrow('fetch failed');
  });

  it('says in one line that Redis cannot be reached', async () => {
    await using stack = await openStack();
    const { entry, env } = apiReplica(strategy, {
      redisEnv: { REDIS_URL: 'redis://:topsecret@127.0.0.1:1' },
      databaseUrl: 'sqlite:users.db',
      secrets: makeApiSecrets(),
    });
    const failure: unknown = await stack.replica({ entry, env, name: 'alone' }).catch((error: unknown) => error);
    expect(String(failure)).toContain('it cannot be reached. Check REDIS_URL');
    expect(String(failure)).not.toContain('topsecret');
  });
});

describe.each(ONE_OF_EACH)('%s, before any strategy has a say', (strategy) => {
  it.each([
    ['allkeys-lru', '100mb', true],
    ['noeviction', '100mb', false],
    ['allkeys-lru', '0', false],
  ])('with maxmemory-policy %s and maxmemory %s, warns at start: %s', async (policy, limit, warns) => {
    await using stack = await openStack();
    const redis = await stack.redis({ config: { 'maxmemory-policy': policy, maxmemory: limit } });
    const place = { redisEnv: redis.apiEnv, databaseUrl: 'sqlite:users.db', secrets: makeApiSecrets() };
    const replica = await stack.replica(apiReplica(strategy, place));
    expect(replica.logLines().some((line) => line.includes('"event":"redis_evicts"'))).toBe(warns);
  });

  it('names every faulty key at once, never its value, and exits 1', async () => {
    await using stack = await openStack();
    const { entry, env } = apiReplica(strategy, {
      redisEnv: { REDIS_URL: 'http://user:topsecret@127.0.0.1' },
      databaseUrl: 'mysql://topsecret',
      secrets: { COOKIE_SECRETS: 'topsecret', JWT_KEYS: '{"keys":[{"k":"topsecret"}]}' },
      env: { PORT: 'topsecret' },
    });
    const failure: unknown = await stack.replica({ entry, env, name: 'faulty' }).catch((error: unknown) => error);
    const text = String(failure);
    for (const key of ['REDIS_URL', 'DATABASE_URL', 'COOKIE_SECRETS', 'PORT']) expect(text).toContain(key);
    expect(text).not.toContain('topsecret');
    expect(text).toMatch(/exit(?:ed with)?(?: code)? 1\b/u);
  });
});
