// Requests that carry too much: cookies, headers and addresses over every limit get in nowhere and break nothing.
import { COOKIE_NAMES } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendRaw } from './raw-request.ts';
import { type LoggedIn, startTarget, type Target, TARGETS } from './target.ts';

/** Node's limit on all headers of a request together. */
const HEADER_LIMIT = 16 * 1024;
/** Answers to what is wrong or too large, and to a credential that is not good. */
const REFUSALS = [400, 401, 403, 404, 413, 414, 431];

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  let user: LoggedIn;
  beforeAll(async () => {
    target = await startTarget(strategy, { ACCESS_TTL_SECONDS: '300' });
    user = await target.user();
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const get = async (path: string, headers: readonly string[]): Promise<number | undefined> =>
    (await sendRaw(target.replica.url, { line: `GET ${path} HTTP/1.1`, headers: ['Host: localhost', ...headers] }))
      .status;

  /** The route that reads the cookie, and the cookie that it reads. */
  const withCookies = async (cookies: string): Promise<number | undefined> => {
    const line = target.scheme === 'session' ? 'GET /me HTTP/1.1' : 'POST /auth/refresh HTTP/1.1';
    const headers = ['Host: localhost', 'Sec-Fetch-Site: same-origin', `Cookie: ${cookies}`];
    return (await sendRaw(target.replica.url, { line, headers })).status;
  };

  const cookieOf = async (): Promise<string> => {
    const client = await target.logIn(user.email);
    return String(client.credential.headersFor(target.replica.url)['cookie']);
  };

  it.each([4097, 8192, 15_000])('refuses a credential cookie of %d bytes', async (bytes) => {
    const name = COOKIE_NAMES[target.scheme];
    const good = await cookieOf();
    const values = ['x', 's%3A', '%', '%F0%9F', '.', '"', good.slice(name.length + 1)];
    for (const value of values) {
      expect(await withCookies(`${name}=${value.repeat(Math.ceil(bytes / value.length)).slice(0, bytes)}`)).toBe(401);
    }
    expect(await withCookies(`${good}${'x'.repeat(bytes)}`)).toBe(401);
  });

  it('finds the credential among a hundred cookies, and none that is not there', async () => {
    const odd = ['__proto__=x', 'constructor=x', '=x', ';;', 'toString', '%=%', 'x="', 'é=1', 'a=b=c'];
    const crowd = [...odd, ...Array.from({ length: 100 }, (_, index) => `c${index}=${'v'.repeat(50)}`)].join('; ');
    expect(await withCookies(crowd)).toBe(401);
    expect(await withCookies(`${crowd}; ${await cookieOf()}`)).toBe(200);
    expect(await withCookies(`${await cookieOf()}; ${crowd}`)).toBe(200);
  });

  it('takes the first of two credential cookies, and never goes on to the other', async () => {
    const name = COOKIE_NAMES[target.scheme];
    const bad = `${name}=s%3Ax.y`;
    expect(await withCookies(`${await cookieOf()}; ${bad}`)).toBe(200);
    expect(await withCookies(`${bad}; ${await cookieOf()}`)).toBe(401);
    expect(await withCookies(`${name}=; ${await cookieOf()}`)).toBe(401);
    // Two headers are one list (RFC 9113 section 8.2.3).
    expect(await withCookies(`${bad}\r\nCookie: ${await cookieOf()}`)).toBe(401);
  });

  it('takes no credential cookie by another name', async () => {
    const name = COOKIE_NAMES[target.scheme];
    const value = (await cookieOf()).slice(name.length + 1);
    for (const other of [name.toLowerCase(), name.slice('__Host-'.length), `__Secure-${name}`, `${name}.`]) {
      expect(await withCookies(`${other}=${value}`)).toBe(401);
    }
  });

  it('refuses very long and doubled Authorization headers', async () => {
    const good = user.client.credential.headersFor(target.replica.url)['authorization'] ?? 'Bearer x';
    const long = [`Bearer ${'x'.repeat(15_000)}`, `Bearer${' '.repeat(15_000)}x`, `${'Bearer '.repeat(2000)}x`];
    const dots = [`Bearer ${'.'.repeat(15_000)}`, `Bearer ${'a.'.repeat(7000)}a`, `${good}${'x'.repeat(9000)}`];
    for (const value of [...long, ...dots]) expect(await get('/me', [`Authorization: ${value}`])).toBe(401);
    // The first of two counts.
    expect(await get('/me', ['Authorization: Bearer x', `Authorization: ${good}`])).toBe(401);
  });

  it('answers 431 to headers over the limit, wherever they are long', async () => {
    const pad = 'x'.repeat(HEADER_LIMIT);
    const many = Array.from({ length: 800 }, (_, index) => `X-${index}: ${'x'.repeat(16)}`);
    const statuses = [
      await get('/me', [`Cookie: a=${pad}`]),
      await get('/me', [`Authorization: Bearer ${pad}`]),
      await get('/me', [`X-${pad}: x`]),
      await get('/me', many),
      await get(`/me?${pad}`, []),
    ];
    // A connection that is closed before all was read may be reset before the answer is seen.
    expect([431, undefined]).toEqual(expect.arrayContaining(statuses));
    expect(statuses).toContain(431);
  });

  it('reads a very long address without a 5xx', async () => {
    const queries = ['a=1&'.repeat(3500), `${'a[b]'.repeat(3000)}=1`, '&'.repeat(15_000), '%'.repeat(15_000)];
    for (const query of queries) expect(await get(`/public?${query}`, [])).toBe(200);
    for (const path of [`/${'x'.repeat(15_000)}`, '/x'.repeat(7000), '/%2e%2e'.repeat(2000), '/%'.repeat(7000)]) {
      expect(REFUSALS).toContain(await get(path, []));
      expect(REFUSALS).toContain(await get(`/auth/sessions${path}`, []));
    }
  });

  /** It never restarts by itself: who answers has survived all of the above. */
  it('lives on', async () => {
    expect((await target.anonymous().send('public')).status).toBe(200);
    expect((await user.client.send('me')).status).toBe(200);
  });
});
