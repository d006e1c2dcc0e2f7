// A login that races with what ends all logins of its user: whatever wins, nothing of the old proof lives on.
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Answer, AuthClient } from '@authlab/client';
import type { Strategy } from '@authlab/contract';
import {
  apiReplica,
  makeApiSecrets,
  openStack,
  type RedisServer,
  type Replica,
  schemeOf,
  type Stack,
} from '@authlab/stack';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
        await delay(Math.max(0, startsAfterMs));
        return await other.send('login', { body: { email: user.email, password: PASSWORD } });
      };
      const endIt = async () => {
        await delay(Math.max(0, -startsAfterMs));
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

/** Two replicas of one API: near Redis, and behind a network that a test can hold. */
const startPair = async (stack: Stack, strategy: Strategy) => {
  const redis = await stack.redis();
  const network = await stack.proxy(redis.port);
  const databaseFile = join(await stack.folder('users'), 'users.db');
  const place = {
    databaseUrl: `sqlite:${databaseFile}`,
    secrets: makeApiSecrets(),
    // Without limits, which are counted in Redis too, a login first needs Redis when it is stored.
    env: { ...SUITE_ENV, LOGIN_LIMIT_PER_ACCOUNT: '0', REDIS_DEADLINE_MS: '5000', ACCESS_TTL_SECONDS: '300' },
  };
  const behind = { REDIS_URL: `redis://127.0.0.1:${network.port}` };
  const near = await stack.replica(apiReplica(strategy, { ...place, redisEnv: redis.apiEnv }));
  const far = await stack.replica(apiReplica(strategy, { ...place, redisEnv: behind }));
  return { redis, network, databaseFile, near, far };
};

/** Hashing takes a millisecond here: by then a password was found right, and its login waits for Redis. */
const PROVEN_MS = 300;

interface Account {
  readonly email: string;
  readonly password: string;
}

const registered = async (client: AuthClient, account: Account): Promise<string> => {
  const { body } = await client.send('register', { body: { ...account, displayName: 'Ada' } });
  return (body as { id: string }).id;
};

const loginSessionKeys = async ({ url }: RedisServer, strategy: Strategy): Promise<readonly string[]> => {
  const client = await createClient({ url }).connect();
  const keys = await client.keys(`${schemeOf(strategy) === 'session' ? 'sess' : 'family'}:{*`);
  client.destroy();
  return keys.filter((key) => !/:(?:index|epoch|trimmed|denied:.*)$/u.test(key)).toSorted();
};

const handsOutCookie = ({ headers }: Answer): boolean =>
  /^__Host-[a-z]+=[^;]/u.test(String(headers['set-cookie'] ?? ''));

describe.each(TARGETS.filter((strategy) => strategy !== 'session/memory'))('%s', (strategy) => {
  let stack: Stack;
  let pair: Awaited<ReturnType<typeof startPair>>;
  let account: Account;
  let accounts = 0;
  beforeAll(async () => {
    stack = await openStack();
    pair = await startPair(stack, strategy);
  });
  afterAll(async () => await stack.close());
  beforeEach(() => {
    accounts += 1;
    account = { email: `ada.${accounts}@example.com`, password: PASSWORD };
  });

  const visitor = ({ url }: Replica): AuthClient => new AuthClient({ scheme: schemeOf(strategy), baseUrl: url });

  it('refuses a login whose user is disabled after the password was checked and before the login is stored', async () => {
    const { redis, network } = pair;
    const [admin, user] = [visitor(pair.near), visitor(pair.far)];
    const id = await registered(user, account);
    expect((await admin.send('login', { body: ADMIN })).status).toBe(200);
    const before = await loginSessionKeys(redis, strategy);

    network.hang();
    const login = user.send('login', { body: account });
    await delay(PROVEN_MS);
    expect((await admin.send('patchUser', { params: { id }, body: { disabled: true } })).status).toBe(200);
    network.heal();

    expect((await login).status).toBe(401);
    expect(handsOutCookie(await login)).toBe(false);
    // That of the admin among them.
    expect(before.length).toBeGreaterThan(0);
    expect(await loginSessionKeys(redis, strategy)).toEqual(before);
  });

  it('hands out nothing when the second look at the user fails', async () => {
    const { network, databaseFile } = pair;
    const [owner, thief] = [visitor(pair.near), visitor(pair.far)];
    await registered(owner, account);
    expect((await owner.send('login', { body: account })).status).toBe(200);

    network.hang();
    const login = thief.send('login', { body: account });
    await delay(PROVEN_MS);
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await owner.send('changePassword', { body })).status).toBe(204);
    const database = new DatabaseSync(databaseFile);
    database.exec('ALTER TABLE users RENAME TO gone');
    network.heal();
    const answer = await login;
    database.exec('ALTER TABLE gone RENAME TO users');
    database.close();

    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(handsOutCookie(answer)).toBe(false);
    expect((await thief.send('me')).status).toBe(401);
    expect((await owner.send(schemeOf(strategy) === 'session' ? 'me' : 'refresh')).status).toBe(200);
  });

  it('leaves the roles of the last change, though the one before it reaches Redis later', async () => {
    const { network, far } = pair;
    const near = visitor(pair.near);
    const id = await registered(near, account);
    expect((await near.send('login', { body: account })).status).toBe(200);
    const admin = visitor(pair.near);
    expect((await admin.send('login', { body: ADMIN })).status).toBe(200);
    const slow = admin.copy().at(far.url);
    const setRoles = async (client: AuthClient, roles: string[]) =>
      (await client.send('patchUser', { params: { id }, body: { roles } })).status;

    // Nothing is read over the slow network but the admin's own credential.
    network.delay(200);
    const promoting = setRoles(slow, ['user', 'admin']);
    const rolesInDatabase = async () => {
      const { users } = (await admin.send('listUsers')).body as { users: { id: string; roles: string[] }[] };
      return users.find((user) => user.id === id)?.roles ?? [];
    };
    while (!(await rolesInDatabase()).includes('admin')) await delay(5);
    // The promotion is in the database, and on its way to Redis.
    expect(await setRoles(admin, ['user'])).toBe(200);
    expect(await promoting).toBe(200);
    network.heal();
    if (schemeOf(strategy) === 'jwt') await near.send('refresh');
    expect((await near.send('me')).body).toMatchObject({ roles: ['user'] });
    expect((await near.send('listUsers')).status).toBe(403);
  });
});
