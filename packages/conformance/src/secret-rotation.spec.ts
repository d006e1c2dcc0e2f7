// Rotation of the cookie secrets, step by step over three replicas: nobody is logged out before the old secret goes, nobody lives on after it.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import { apiReplica, makeApiSecrets, openStack, type Replica, schemeOf, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, SUITE_ENV, TARGETS } from './target.ts';

const cookieOf = (client: AuthClient): string => String(client.credential.headersFor(client.baseUrl)['cookie']);

const BODY = { email: 'ada@example.com', password: PASSWORD };
const ENV = { ...SUITE_ENV, ACCESS_TTL_SECONDS: '300', REFRESH_GRACE_SECONDS: '0' };

// Sessions in a process's own memory are known to no other replica, whatever its secrets.
describe.each(TARGETS.filter((strategy) => strategy !== 'session/memory'))('%s', (strategy) => {
  const scheme = schemeOf(strategy);
  const [old, next] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  let stack: Stack;
  let before: Replica;
  let during: Replica;
  let after: Replica;
  beforeAll(async () => {
    stack = await openStack();
    const redis = await stack.redis();
    const secrets = makeApiSecrets();
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const start = async (cookieSecrets: string): Promise<Replica> => {
      const place = { redisEnv: redis.apiEnv, databaseUrl, env: ENV };
      return await stack.replica(
        apiReplica(strategy, { ...place, secrets: { ...secrets, COOKIE_SECRETS: cookieSecrets } }),
      );
    };
    before = await start(old);
    [during, after] = await Promise.all([start(`${next},${old}`), start(next)]);
    const anonymous = new AuthClient({ scheme, baseUrl: before.url });
    await anonymous.send('register', { body: { ...BODY, displayName: 'Ada' } });
  });
  afterAll(async () => await stack.close());

  const logIn = async ({ url }: Replica): Promise<AuthClient> => {
    const client = new AuthClient({ scheme, baseUrl: url });
    expect((await client.send('login', { body: BODY })).status).toBe(200);
    return client;
  };

  /** What a replica answers to whom the cookie stands for. */
  const statusAt = async (replica: Replica, client: AuthClient): Promise<number> =>
    (await client.at(replica.url).send(scheme === 'jwt' ? 'refresh' : 'me')).status;

  const withCookie = (client: AuthClient, replica: Replica, change: (value: string) => string) => {
    const headers = { cookie: change(cookieOf(client)) };
    const anonymous = new AuthClient({ scheme, baseUrl: replica.url });
    return anonymous.send(scheme === 'jwt' ? 'refresh' : 'me', { headers });
  };

  it('takes what the old secret signed for as long as that is listed', async () => {
    const client = await logIn(before);
    expect(await statusAt(during, client.copy())).toBe(200);
  });

  it('signs with the new secret as soon as that is first, and goes on with it when the old one is gone', async () => {
    const client = await logIn(during);
    expect(await statusAt(before, client.copy())).toBe(401);
    expect(await statusAt(after, client)).toBe(200);
  });

  it('takes nothing that only the old secret signed once that is gone, with the same 401 as any forgery', async () => {
    const client = await logIn(before);
    const [stale, forged] = [
      await withCookie(client, after, (cookie) => cookie),
      await withCookie(client, after, (cookie) => `${cookie.slice(0, -3)}AAA`),
    ];
    expect([stale.status, stale.body]).toEqual([401, forged.body]);
    // It was refused for its signature: where the secret is still known, the login goes on.
    expect(await statusAt(before, client)).toBe(200);
  });

  it('does not take the cookie of one login with the signature of another, whoever signed them', async () => {
    const [one, other] = [await logIn(before), await logIn(during)];
    const signature = cookieOf(other).split('.').at(-1);
    const swapped = (cookie: string) => [...cookie.split('.').slice(0, -1), signature].join('.');
    for (const replica of [before, during, after]) expect((await withCookie(one, replica, swapped)).status).toBe(401);
  });

  it('signs a credential that is renewed on the way with the new secret', async () => {
    const client = (await logIn(before)).at(during.url);
    const body = { currentPassword: PASSWORD, newPassword: 'another pass phrase entirely' };
    const renewed = scheme === 'jwt' ? await client.send('refresh') : await client.send('changePassword', { body });
    expect(renewed.status).toBeLessThan(300);
    expect(await statusAt(after, client)).toBe(200);
  });
});
