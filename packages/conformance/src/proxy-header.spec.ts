// The client's address: what headers say of it counts from a trusted proxy alone, and there no further than the proxy vouches.
import { loginSessionListSchema, problemSchema, type Strategy } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target } from './target.ts';

/** One of each API: this is before any strategy has a say. */
const ONE_OF_EACH: readonly Strategy[] = ['session/redis', 'jwt/stateless'];

type Headers = Readonly<Record<string, string>>;

/** Everything with which proxies are known to name a client. */
const SPOOFS: readonly Headers[] = [
  { 'x-forwarded-for': '203.0.113.1' },
  { 'x-forwarded-for': '203.0.113.2, 127.0.0.1' },
  { forwarded: 'for=203.0.113.3;proto=https;host=localhost' },
  { 'x-real-ip': '203.0.113.4' },
  { 'x-client-ip': '203.0.113.5', 'true-client-ip': '203.0.113.5', 'cf-connecting-ip': '203.0.113.5' },
  { 'x-forwarded-for': '2001:db8::6', 'x-real-ip': '2001:db8::6', 'x-cluster-client-ip': '203.0.113.6' },
];

/** What may stand in `X-Forwarded-For` and is no address; no address to its left is vouched for. */
const ODD = [
  '203.0.113.50, unknown',
  '192.0.2.1, 203.0.113.52 203.0.113.53',
  '_hidden',
  '203.0.113.999',
  "' OR 1=1 --",
  '{"address":"203.0.113.55"}',
  '__proto__',
  'x'.repeat(8000),
];

/** An attempt that fails, on an account of its own. */
let attempts = 0;
const attempt = async (target: Target, headers: Headers): Promise<number> => {
  attempts += 1;
  const body = { email: `nobody.${attempts}@example.com`, password: PASSWORD };
  return (await target.anonymous().send('login', { body, headers })).status;
};

const BODY = { email: 'somebody@example.com', password: PASSWORD };

/** Logs in once with these headers, and gives the address under which that login session is listed. */
const listedAfterLogin = async (target: Target, headers: Headers): Promise<string | undefined> => {
  const client = target.anonymous();
  expect((await client.send('login', { body: BODY, headers })).status).toBe(200);
  return loginSessionListSchema.parse((await client.send('listSessions')).body)[0]?.ip;
};

const started = async (strategy: Strategy, env: Readonly<Record<string, string>>): Promise<Target> => {
  const target = await startTarget(strategy, env);
  await target.anonymous().send('register', { body: { ...BODY, displayName: 'Somebody' } });
  return target;
};

describe.each(ONE_OF_EACH)('%s, with no trusted proxy', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await started(strategy, { LOGIN_LIMIT_PER_ADDRESS: `${SPOOFS.length + 1}/300s` });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  it('takes no header for https, nor for another host', async () => {
    const headers = {
      host: 'api.example.com',
      'x-forwarded-proto': 'https',
      'x-forwarded-ssl': 'on',
      'x-forwarded-host': 'localhost',
      forwarded: 'proto=https;host=localhost',
    };
    const answer = await target.anonymous().send('login', { body: BODY, headers });
    expect([answer.status, problemSchema.parse(answer.body).code]).toEqual([403, 'insecure_transport']);
  });

  it('lists and limits logins by the address of the connection, whatever a header says', async () => {
    for (const headers of SPOOFS) expect(await listedAfterLogin(target, headers)).toBe('127.0.0.1');
    await attempt(target, {});
    for (const headers of SPOOFS) expect(await attempt(target, headers)).toBe(429);
  });
});

describe.each(ONE_OF_EACH)('%s, behind a trusted proxy', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await started(strategy, { TRUST_PROXY: 'loopback', LOGIN_LIMIT_PER_ADDRESS: '3/300s' });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const statusesOf = async (addresses: readonly string[]): Promise<number[]> => {
    const statuses = [];
    for (const address of addresses) statuses.push(await attempt(target, { 'x-forwarded-for': address }));
    return statuses;
  };

  it('tells clients apart by the address that the proxy adds', async () => {
    expect(await statusesOf(['198.51.100.1', '198.51.100.2', '198.51.100.3', '198.51.100.4'])).not.toContain(429);
    const headers = { 'x-forwarded-for': '203.0.113.60, 203.0.113.61' };
    expect(await listedAfterLogin(target, headers)).toBe('203.0.113.61');
  });

  it.each([
    ['prepends others', ['192.0.2.1, 203.0.113.7', '192.0.2.2,203.0.113.7', '127.0.0.1, ::1, 203.0.113.7']],
    ['hides behind trusted ones', ['203.0.113.8, 127.0.0.1', '192.0.2.3, 203.0.113.8, ::1, 127.0.0.1']],
    ['spells its own anew', ['203.0.113.9', '::ffff:203.0.113.9', '::ffff:cb00:7109', ' 203.0.113.9 ,, ']],
    ['moves within its IPv6 /64', ['2001:db8:1:1::1', '2001:DB8:1:1:0:0:0:2', '2001:db8:1:1:ffff:ffff:ffff:ffff']],
    ['sends a very long list', [`${'192.0.2.4, '.repeat(800)}203.0.113.10`, '203.0.113.10']],
  ])('does not let a client escape its limit that %s', async (_what, addresses) => {
    const row = Array.from({ length: 4 }, (_, index) => addresses[index % addresses.length] ?? '');
    expect(await statusesOf(row)).toEqual([401, 401, 401, 429]);
  });

  it.each([
    ['203.0.113.51:4711', '203.0.113.51'],
    ['[2001:db8::54]:4711', '2001:db8::54'],
  ])('reads %s, as some proxies write it', async (written, address) => {
    expect(await listedAfterLogin(target, { 'x-forwarded-for': written })).toBe(address);
  });

  it('takes all that is no address for the proxy itself, and believes nothing to the left of it', async () => {
    expect(await listedAfterLogin(target, { 'x-forwarded-for': ODD[0] ?? '' })).toBe('127.0.0.1');
    // Two attempts of three are spent already: the account was made from there, too.
    expect(await statusesOf(ODD)).toEqual(ODD.map((_, index) => (index === 0 ? 401 : 429)));
  });

  it('believes the proxy that the request came over http, and so hands out no cookie that would be lost', async () => {
    const headers = { host: 'api.example.com', 'x-forwarded-proto': 'http', 'x-forwarded-for': '203.0.113.70' };
    const login = async (change: Headers) =>
      await target.anonymous().send('login', { body: BODY, headers: { ...headers, ...change } });
    const statuses = [];
    for (const proto of ['http', 'http, https', 'ws', 'httpsx', '']) {
      statuses.push((await login({ 'x-forwarded-proto': proto })).status);
    }
    expect(statuses).toEqual(statuses.map(() => 403));
    expect((await login({ 'x-forwarded-proto': 'https' })).status).toBe(200);
  });
});
