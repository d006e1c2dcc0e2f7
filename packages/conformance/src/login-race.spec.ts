// A login that races with what ends all logins of its user: whatever wins, nothing of the old proof lives on.
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import { apiReplica, makeApiSecrets, openStack, schemeOf } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { ADMIN, type LoggedIn, PASSWORD, startTarget, SUITE_ENV, type Target, TARGETS } from './target.ts';

const ROUNDS = 100;
const NEW_PASSWORD = 'another pass phrase entirely';

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  let admin: AuthClient;
  beforeAll(async () => {
    target = await startTarget(strategy, { LOGIN_LIMIT_PER_ACCOUNT: '0', ACCESS_TTL_SECONDS: '300' });
    admin = await target.admin();
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  /** Whether the login can still be used, or be continued: an access token alone is no login session. */
  const isAlive = async (client: AuthClient): Promise<boolean> =>
    (await client.send(target.scheme === 'jwt' ? 'refresh' : 'me')).status === 200;

  /** Logs in with the old password while `end` runs, at another moment of it in each round. */
  const survivorsOf = async (end: (user: LoggedIn) => Promise<number>) => {
    const counts = { acked: 0, alive: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const user = await target.user();
      const other = target.anonymous();
      const startsAfterMs = (round % 10) - 5;
      const login = async () => {
        await delay(startsAfterMs);
        return await other.send('login', { body: { email: user.email, password: PASSWORD } });
      };
      const endIt = async () => {
        await delay(-startsAfterMs);
        return await end(user);
      };
      const [ended, { status }] = await Promise.all([endIt(), login()]);
      expect([ended < 300, status === 200 || status === 401]).toEqual([true, true]);
      if (status === 200) counts.acked += 1;
      if (status === 200 && (await isAlive(other))) counts.alive += 1;
    }
    return counts;
  };

  const disable = async ({ id }: LoggedIn) =>
    (await admin.send('patchUser', { params: { id }, body: { disabled: true } })).status;

  it('with disabling the user', async () => {
    expect((await survivorsOf(disable)).alive).toBe(0);
  });

  it('with a new password', async () => {
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const change = async ({ client }: LoggedIn) => (await client.send('changePassword', { body })).status;
    const { acked, alive } = await survivorsOf(change);
    expect(alive).toBe(0);
    // The race is one: in some rounds the login came first.
    expect(acked).toBeGreaterThan(0);
  });
});

describe.each(TARGETS.filter((strategy) => strategy !== 'session/memory'))('%s', (strategy) => {
  it('refuses a login whose user is disabled after the password was checked and before the login is stored', async () => {
    await using stack = await openStack();
    const redis = await stack.redis();
    const proxy = await stack.proxy(redis.port);
    const place = {
      databaseUrl: `sqlite:${join(await stack.folder('users'), 'users.db')}`,
      secrets: makeApiSecrets(),
      // Without limits, which are counted in Redis too, a login first needs Redis when it is stored.
      env: { ...SUITE_ENV, LOGIN_LIMIT_PER_ACCOUNT: '0', REDIS_DEADLINE_MS: '5000' },
    };
    const behind = { REDIS_URL: `redis://127.0.0.1:${proxy.port}` };
    const near = await stack.replica(apiReplica(strategy, { ...place, redisEnv: redis.apiEnv }));
    const far = await stack.replica(apiReplica(strategy, { ...place, redisEnv: behind }));
    const clientOf = (baseUrl: string) => new AuthClient({ scheme: schemeOf(strategy), baseUrl });
    const [admin, user] = [clientOf(near.url), clientOf(far.url)];
    const body = { email: 'ada@example.com', password: PASSWORD };
    const { id } = (await user.send('register', { body: { ...body, displayName: 'Ada' } })).body as { id: string };
    expect((await admin.send('login', { body: ADMIN })).status).toBe(200);

    proxy.hang();
    const login = user.send('login', { body });
    // Hashing takes a millisecond here: by now the password was found right, and the login waits for Redis.
    await delay(300);
    expect((await admin.send('patchUser', { params: { id }, body: { disabled: true } })).status).toBe(200);
    proxy.heal();

    expect((await login).status).toBe(401);
    // At most one that is emptied.
    expect(String((await login).headers['set-cookie'] ?? '')).not.toMatch(/^__Host-[a-z]+=[^;]/u);
    const client = await createClient({ url: redis.url }).connect();
    const kept = (await client.keys(`${schemeOf(strategy) === 'session' ? 'sess' : 'family'}:{*`)).filter(
      (key) => !/:(?:index|epoch|denied:.*)$/u.test(key),
    );
    client.destroy();
    // The admin's own login session.
    expect(kept).toHaveLength(1);
  });
});
