// Strategy jwt/pushed: what a replica knows when it starts, when others write, when the stream is trimmed or lost, and when
// there is too much to remember.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AuthClient } from '@authlab/client';
import { apiReplica, makeApiSecrets, openStack, type RedisServer, type Replica, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { PASSWORD, SUITE_ENV, untilReadinessIs, untilReady } from './target.ts';

const ENV = { ...SUITE_ENV, ACCESS_TTL_SECONDS: '300', REVOCATION_HEARTBEAT_MS: '100', LOGIN_LIMIT_PER_ACCOUNT: '0' };
const STREAM = 'family:{revoked}:index';
const PUSH_MS = 1000;

const statusAt = async (client: AuthClient, { url }: Replica): Promise<number> =>
  (await client.copy().at(url).send('me')).status;

describe('jwt/pushed', () => {
  let stack: Stack;
  let redis: RedisServer;
  let start: (env?: Readonly<Record<string, string>>) => Promise<Replica>;
  let accounts = 0;

  beforeEach(async () => {
    stack = await openStack();
    redis = await stack.redis();
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const place = { databaseUrl, secrets: makeApiSecrets() };
    start = async (env = {}) =>
      await stack.replica(apiReplica('jwt/pushed', { ...place, redisEnv: redis.apiEnv, env: { ...ENV, ...env } }));
  });
  afterEach(async () => await stack.close());

  const user = async ({ url }: Replica): Promise<AuthClient> => {
    accounts += 1;
    const body = { email: `user.${accounts}@example.com`, password: PASSWORD };
    const client = new AuthClient({ scheme: 'jwt', baseUrl: url });
    await client.send('register', { body: { ...body, displayName: 'User' } });
    expect((await client.send('login', { body })).status).toBe(200);
    return client;
  };

  const asAdmin = async (...words: string[]): Promise<unknown> => {
    const admin = await createClient({ url: redis.url }).connect();
    const reply: unknown = await admin.sendCommand(words);
    admin.destroy();
    return reply;
  };

  it('knows, before it serves, everything that was revoked before it started', async () => {
    const first = await start();
    const users = await Promise.all(Array.from({ length: 20 }, async () => await user(first)));
    const operations = ['logout', 'logoutEverywhere'] as const;
    for (const [index, client] of users.slice(0, 10).entries())
      expect((await client.copy().send(operations[index % 2]!)).status).toBe(204);
    const second = await start();
    // At its very first request.
    const statuses = await Promise.all(users.map(async (client) => await statusAt(client, second)));
    expect(statuses).toEqual(users.map((_, index) => (index < 10 ? 401 : 200)));
  });

  it('learns from every replica that writes', async () => {
    const [one, two, three] = [await start(), await start(), await start()];
    const users = await Promise.all(Array.from({ length: 20 }, async () => await user(one)));
    await Promise.all(
      users.map(
        async (client, index) =>
          await client
            .copy()
            .at([one, two][index % 2]!.url)
            .send('logout'),
      ),
    );
    await delay(PUSH_MS);
    for (const replica of [one, two, three])
      expect(new Set(await Promise.all(users.map(async (client) => await statusAt(client, replica))))).toEqual(
        new Set([401]),
      );
  });

  it('asks Redis where the stream was trimmed before it was read, until no token can be hit any more', async () => {
    const network = await stack.proxy(redis.port);
    const near = await start();
    const far = await start({ REDIS_URL: `redis://127.0.0.1:${network.port}` });
    const [victim, bystander] = [await user(near), await user(near)];
    network.cut();
    expect((await victim.copy().send('logout')).status).toBe(204);
    await asAdmin('XTRIM', STREAM, 'MAXLEN', '0');
    network.heal();
    await untilReady(far);
    await delay(PUSH_MS);
    expect([await statusAt(victim, far), await statusAt(bystander, far)]).toEqual([401, 200]);
    // One that starts now finds the same gap.
    const late = await start();
    expect([await statusAt(victim, late), await statusAt(bystander, late)]).toEqual([401, 200]);
  });

  it('still knows what it knew after Redis came back empty, and learns what is new', async () => {
    const [one, two] = [await start(), await start()];
    const [before, after] = [await user(one), await user(one)];
    expect((await before.copy().send('logout')).status).toBe(204);
    await delay(PUSH_MS);
    await redis.kill();
    await redis.restart();
    await Promise.all([untilReady(one), untilReady(two)]);
    await delay(PUSH_MS);
    expect([await statusAt(before, one), await statusAt(before, two)]).toEqual([401, 401]);
    expect((await after.copy().send('logout')).status).toBe(204);
    await delay(PUSH_MS);
    expect([await statusAt(after, one), await statusAt(after, two)]).toEqual([401, 401]);
  });

  it('un-revokes nothing when there is too much to remember: everybody has to refresh', async () => {
    const replica = await start({ REVOCATION_MAX_ENTRIES: '5' });
    const [bystander, ...victims] = await Promise.all(Array.from({ length: 7 }, async () => await user(replica)));
    for (const client of victims) expect((await client.copy().send('logout')).status).toBe(204);
    expect(new Set(await Promise.all(victims.map(async (client) => await statusAt(client, replica))))).toEqual(
      new Set([401]),
    );
    expect(await statusAt(bystander!, replica)).toBe(401);
    // Tokens that are issued in this moment are refused too, because one of them could be for a session that has ended.
    await delay(6500);
    expect((await bystander!.send('refresh')).status).toBe(200);
    expect(await statusAt(bystander!, replica)).toBe(200);
    expect(new Set(await Promise.all(victims.map(async (client) => (await client.send('refresh')).status)))).toEqual(
      new Set([401]),
    );
  });

  it('is not ready while its reader alone is stuck, and is again when that reads on', async () => {
    const replica = await start({ REVOCATION_STALE_MS: '500' });
    const client = await user(replica);
    await asAdmin('ACL', 'SETUSER', 'default', '-xread', '-xrange');
    await untilReadinessIs(replica, 503);
    expect(await statusAt(client, replica)).toBe(503);
    // Everything else of Redis still answers.
    expect((await client.send('listSessions')).status).toBe(503);
    expect((await client.copy().send('refresh')).status).toBe(200);
    await asAdmin('ACL', 'SETUSER', 'default', '+xread', '+xrange');
    await untilReadinessIs(replica, 200);
    expect(await statusAt(client, replica)).toBe(200);
  });

  it('keeps the stream as short as the tokens live', async () => {
    const replica = await start({ ACCESS_TTL_SECONDS: '2' });
    const old = Date.now() - 3_600_000;
    for (let count = 0; count < 500; count += 1)
      await asAdmin('XADD', STREAM, `${old}-${count}`, 'event', '{"sids":["x"]}');
    await (await user(replica)).send('logout');
    expect(await asAdmin('XLEN', STREAM)).toBeLessThan(500);
  });
});
