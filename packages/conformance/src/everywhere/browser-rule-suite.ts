// What browsers may do: cross-site requests, content types, origins, headers.
import { beforeAll, expect, it } from '@jest/globals';
import { problemSchema } from '@authlab/contract';
import { PASSWORD, type Target } from '../target.ts';
import { FRIEND, type Suite } from './suite.ts';

export const browserRuleSuite: Suite = (started) => {
  let target: Target;
  beforeAll(() => {
    target = started();
  });

  it.each([
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from another host of the same site', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.com' }],
    ['without Sec-Fetch-Site, from another origin', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
    ['from an opaque origin', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    [
      'from an origin that only begins like a friend',
      { 'sec-fetch-site': 'cross-site', origin: `${FRIEND}.evil.example` },
    ],
    ['with a cookie and no sign of where it comes from', { 'sec-fetch-site': undefined }],
  ])('refuses a state-changing request %s', async (_what, headers) => {
    const { client } = await target.user();
    const answer = await client.send('logout', { headers: headers as Record<string, string> });
    expect([answer.status, problemSchema.parse(answer.body).code]).toEqual([403, 'cross_site_request']);
    expect((await client.send('me')).status).toBe(200);
  });

  it('lets the own origin and a friend through', async () => {
    for (const headers of [
      { 'sec-fetch-site': undefined, origin: target.replica.url },
      { 'sec-fetch-site': 'cross-site', origin: FRIEND },
    ]) {
      const { client } = await target.user();
      expect((await client.send('logout', { headers: headers as Record<string, string> })).status).toBe(204);
    }
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'refuses a body of type "%s"',
    async (type) => {
      const body = JSON.stringify({ email: 'x@example.com', password: PASSWORD });
      const answer = await fetch(`${target.replica.url}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': type, origin: target.replica.url },
        body: Buffer.from(body),
      });
      expect([answer.status, problemSchema.parse(await answer.json()).code]).toEqual([415, 'unsupported_media_type']);
    },
  );

  it.each([
    ['a body over the limit', JSON.stringify({ email: 'x'.repeat(20_000) }), 413],
    ['a body that is no JSON', '{"email":', 400],
    ['a body that is deep', '['.repeat(8000) + ']'.repeat(8000), 400],
    ['a body that reaches for prototypes', '{"__proto__":{"email":"x@example.com"},"password":"x"}', 400],
    ['a body that is no object', '"x"', 400],
  ])('answers %s without a 5xx', async (_what, body, status) => {
    const headers = { 'content-type': 'application/json', origin: target.replica.url };
    const answer = await fetch(`${target.replica.url}/auth/login`, { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
  });

  it('tells a friend what it may do, and another origin nothing', async () => {
    const friend = await preflight(target, FRIEND);
    expect([friend.status, friend.headers.get('access-control-allow-origin')]).toEqual([204, FRIEND]);
    expect(friend.headers.get('access-control-allow-credentials')).toBe('true');
    for (const origin of ['https://evil.example', 'null', `${FRIEND}.evil.example`, 'http://app.example.com']) {
      const { headers } = await preflight(target, origin);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers.get('vary')).toContain('Origin');
    }
  });

  it('sends the security headers with every answer, errors included', async () => {
    const { client } = await target.user();
    const answers = [
      await client.send('me'),
      await target.anonymous().send('me'),
      await target.anonymous().send('login', { body: {} }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age='),
      });
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  it('refuses a login over plain http from a host whose browser would lose the cookie', async () => {
    const { email } = await target.user();
    const headers = { host: 'api.example.com' };
    const answer = await target.anonymous().send('login', { body: { email, password: PASSWORD }, headers });
    expect([answer.status, problemSchema.parse(answer.body).code]).toEqual([403, 'insecure_transport']);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
};

const preflight = async ({ replica }: Target, origin: string): Promise<Response> =>
  await fetch(`${replica.url}/auth/login`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
