// The Host header: whatever it says comes back in no answer, breaks nothing, and makes no foreign origin the own one.
import { problemSchema, type Strategy } from '@authlab/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type RawRequest, sendRaw } from './raw-request.ts';
import { type LoggedIn, startTarget, type Target } from './target.ts';

/** One of each API: this is before any strategy has a say. */
const ONE_OF_EACH: readonly Strategy[] = ['session/redis', 'jwt/stateless'];

const EVIL = 'evil.example';

/** Header lines with which somebody may claim another host. */
const STRANGE: readonly (readonly string[])[] = [
  [`Host: ${EVIL}`],
  [`Host: localhost`, `Host: ${EVIL}`],
  [`Host: localhost, ${EVIL}`],
  [`Host: localhost`, `X-Forwarded-Host: ${EVIL}`, `X-Host: ${EVIL}`, `X-Original-URL: //${EVIL}/`],
  [`Host: localhost`, `Forwarded: host=${EVIL};proto=https`],
  [`Host: localhost@${EVIL}`],
  [`Host: ${EVIL}:99999`],
  [`Host: [${EVIL}`],
  [`Host: ${EVIL}/../?#"><script>`],
  [`Host: \u0001${EVIL}`],
  [`Host: ${`${EVIL}.`.repeat(900)}`],
  [`Host: ${'x'.repeat(20_000)}${EVIL}`],
  ['Host:'],
  [],
];

const LINES = [
  'GET /me HTTP/1.1',
  'GET /nowhere HTTP/1.1',
  'GET /public/ HTTP/1.1',
  'GET //evil.example/public HTTP/1.1',
  'GET http://evil.example/me HTTP/1.1',
  'POST /auth/logout HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'GET /me HTTP/1.0',
];

describe.each(ONE_OF_EACH)('%s', (strategy) => {
  let target: Target;
  let user: LoggedIn;
  beforeAll(async () => {
    target = await startTarget(strategy, { ACCESS_TTL_SECONDS: '300' });
  });
  beforeEach(async () => {
    user = await target.user();
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const isAlive = async () => (await user.client.send('me')).status === 200;

  it('repeats no host in any answer, redirects nowhere, and answers no 5xx', async () => {
    for (const line of LINES) {
      const answers = await Promise.all(STRANGE.map((headers) => sendRaw(target.replica.url, { line, headers })));
      for (const { status, text } of answers) {
        expect([200, 204, 400, 401, 403, 404, 431]).toContain(status);
        expect(text).not.toContain(EVIL);
        expect(text.toLowerCase()).not.toContain('location:');
      }
    }
    expect(await isAlive()).toBe(true);
  });

  /** A logout with the user's credential, as a page of another origin would have a browser send it. */
  const logoutFrom = async (origin: string, request: Partial<RawRequest>): Promise<string> => {
    const credential = Object.entries(user.client.credential.headersFor(target.replica.url));
    const headers = [...(request.headers ?? []), ...credential.map(([name, value]) => `${name}: ${value}`)];
    const line = request.line ?? 'POST /auth/logout HTTP/1.1';
    const { status, text } = await sendRaw(target.replica.url, { line, headers: [...headers, `Origin: ${origin}`] });
    if (status !== 403) return String(status);
    return problemSchema.parse(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).code;
  };

  const claims = () => {
    const { host } = new URL(target.replica.url);
    return [
      { origin: `http://${EVIL}`, headers: [`Host: ${host}`, `X-Forwarded-Host: ${EVIL}`] },
      {
        origin: `https://${EVIL}`,
        headers: [`Host: ${host}`, `X-Forwarded-Host: ${EVIL}`, 'X-Forwarded-Proto: https'],
      },
      { origin: `http://${EVIL}`, headers: [`Host: ${host}`, `Forwarded: host=${EVIL};proto=http`] },
      { origin: `http://${EVIL}`, headers: [`Host: ${host}`, `Host: ${EVIL}`] },
      { origin: `http://${EVIL}`, headers: [`Host: ${host}, ${EVIL}`] },
      { origin: `http://${host}.${EVIL}`, headers: [`Host: ${host}`] },
      { origin: `http://${host}@${EVIL}`, headers: [`Host: ${host}`] },
      { origin: `https://${host}`, headers: [`Host: ${host}`] },
      { origin: `http://${host}, http://${EVIL}`, headers: [`Host: ${host}`] },
      { origin: 'null', headers: [`Host: ${host}`] },
      { origin: '', headers: [`Host: ${host}`] },
    ];
  };

  it('takes no foreign origin for the own one, whatever names the host', async () => {
    for (const { origin, headers } of claims()) {
      expect(['cross_site_request', '400']).toContain(await logoutFrom(origin, { headers }));
    }
    expect(await isAlive()).toBe(true);
  });

  it('believes the request line no more than the headers', async () => {
    const { host } = new URL(target.replica.url);
    const line = `POST http://${EVIL}/auth/logout HTTP/1.1`;
    expect(await logoutFrom(`http://${EVIL}`, { line, headers: [`Host: ${host}`] })).toBe('cross_site_request');
    expect(await isAlive()).toBe(true);
  });

  it.each([
    ['http://undefined', []],
    ['http://', ['Host:']],
    ['http://localhost', []],
  ])('has no own origin without a host: %s is foreign', async (origin, headers) => {
    expect(await logoutFrom(origin, { line: 'POST /auth/logout HTTP/1.0', headers })).toBe('cross_site_request');
    expect(await isAlive()).toBe(true);
  });
});

describe.each(ONE_OF_EACH)('%s, behind a trusted proxy', (strategy) => {
  it('takes the scheme of the own origin from the proxy, and its host from Host alone', async () => {
    await using target = await startTarget(strategy, { TRUST_PROXY: 'loopback', ACCESS_TTL_SECONDS: '300' });
    const logoutWith = async (headers: Record<string, string>): Promise<number> => {
      const { client } = await target.user();
      const proxied = { host: 'api.example.com', 'x-forwarded-proto': 'https' };
      const sent = { ...proxied, 'sec-fetch-site': undefined as unknown as string, ...headers };
      return (await client.send('logout', { headers: sent })).status;
    };
    expect(await logoutWith({ origin: 'https://api.example.com' })).toBe(204);
    expect(await logoutWith({ origin: 'http://api.example.com' })).toBe(403);
    expect(await logoutWith({ origin: `https://${EVIL}`, 'x-forwarded-host': EVIL })).toBe(403);
    expect(await logoutWith({ origin: 'https://localhost', 'x-forwarded-host': 'localhost' })).toBe(403);
  });
});
