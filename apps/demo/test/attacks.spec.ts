// What strangers try on the demo's own server: nobody but the page of this demo gets anywhere.
import { request as send } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '@authlab/stack';
import { CONTROL_ROUTES } from '../src/protocol/control-routes.ts';
import { startDemo } from '../src/server/start-demo.ts';
import { PATIENT } from './patient.ts';
import { Visitor } from './visitor.ts';

let stack: Stack;
let page: URL;
let visitor: Visitor;

beforeAll(async () => {
  stack = await openStack();
  page = new URL(await startDemo(stack, { port: 0, replicaEnv: PATIENT }));
  visitor = await Visitor.open(page.origin);
});

afterAll(async () => {
  await visitor?.[Symbol.asyncDispose]();
  await stack?.close();
});

type Headers = Readonly<Record<string, string>>;

interface Attack {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Headers;
  readonly body?: string;
}

interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Exactly these headers and this path, as no browser and no `fetch` would let us. */
const attack = async ({ method = 'GET', path, headers = {}, body }: Attack): Promise<Seen> =>
  await new Promise((resolve, reject) => {
    const request = send({
      host: '127.0.0.1',
      port: page.port,
      method,
      path,
      headers: { host: page.host, ...headers },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      void text(response).then((got) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: got }),
      );
    });
    request.end(body);
  });

const fromPage = (): Headers => ({
  origin: page.origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
});

const SLOW = JSON.stringify({ kind: 'slow', delayMs: 1 });

const faultNow = async (): Promise<unknown> => (await visitor.state()).fault.kind;

describe('a control request', () => {
  it('of the page is served', async () => {
    const seen = await attack({ path: CONTROL_ROUTES.state.path, headers: fromPage() });
    expect(seen.status).toBe(200);
    expect(seen.headers['cache-control']).toBe('no-store');
    expect(seen.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of another site that says it is ours', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['of another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['of a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['typed into the address bar', { 'sec-fetch-site': 'none' }],
    ['without any word of a browser', { 'sec-fetch-site': '' }],
    ['under a name that was rebound to this machine', { host: 'evil.example' }],
    ['under such a name with the right port', { host: 'evil.example:1234' }],
    ['under a name that begins like ours', { host: 'localhost.evil.example' }],
    ['without a name', { host: '' }],
  ])('%s is refused, and changes nothing', async (_what, headers: Headers) => {
    for (const [name, { method, path }] of Object.entries(CONTROL_ROUTES)) {
      const body = method === 'POST' ? { body: name === 'fault' ? SLOW : '{}' } : {};
      const seen = await attack({ method, path, headers: { ...fromPage(), ...headers }, ...body });
      expect([name, seen.status]).toEqual([name, 403]);
      expect(seen.body).not.toContain('password');
    }
    expect(await faultNow()).toBe('none');
  });

  it('under the second name of this machine is refused: that is another origin', async () => {
    const host = `127.0.0.1:${page.port}`;
    const headers = { ...fromPage(), host, origin: `http://${host}` };
    expect((await attack({ path: CONTROL_ROUTES.state.path, headers })).status).toBe(403);
  });

  it('without an origin is refused when it would change something', async () => {
    const { origin: _origin, ...headers } = fromPage() as { readonly origin: string };
    expect((await attack({ ...CONTROL_ROUTES.fault, headers, body: SLOW })).status).toBe(403);
    expect(await faultNow()).toBe('none');
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-7', 415],
    ['', 415],
  ])('with a body of type "%s" is refused', async (type, status) => {
    const headers = { ...fromPage(), 'content-type': type };
    expect((await attack({ ...CONTROL_ROUTES.fault, headers, body: SLOW })).status).toBe(status);
  });

  it.each([
    ['no JSON', '{"kind":', 400],
    ['nothing', '', 400],
    ['an unknown key', '{"kind":"none","also":1}', 400],
    ['an unknown word', '{"kind":"burn"}', 400],
    ['a delay beyond all bounds', '{"kind":"slow","delayMs":1e308}', 400],
    ['no object', '[]', 400],
    ['a prototype', '{"__proto__":{"kind":"slow"},"kind":"none"}', 400],
    ['depth', `${'['.repeat(2000)}${']'.repeat(2000)}`, 400],
    ['too much', `{"kind":"none","x":"${'x'.repeat(5000)}"}`, 413],
  ])('with %s in its body is refused', async (_what, body, status) => {
    expect((await attack({ ...CONTROL_ROUTES.fault, headers: fromPage(), body })).status).toBe(status);
    expect(await faultNow()).toBe('none');
  });

  it.each([
    ['strategy', { scheme: 'session', strategy: 'jwt/stateless' }],
    ['strategy', { scheme: '__proto__', strategy: 'jwt/stateless' }],
    ['replica', { scheme: 'jwt', index: 3, action: 'kill' }],
    ['replica', { scheme: 'jwt', index: -1, action: 'kill' }],
    ['replica', { scheme: 'jwt', index: 0.5, action: 'kill' }],
    ['lifetimes', { accessTtlSeconds: 0, sessionIdleTtlSeconds: 60 }],
    ['admin', { scheme: 'jwt', userId: '../../auth/login', disabled: true }],
    ['admin', { scheme: 'jwt', userId: '00000000-0000-4000-8000-000000000000' }],
  ] as const)('for %s with values outside of the protocol is refused', async (action, body) => {
    const seen = await visitor.ask(action, body);
    expect(seen).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it.each(['*', '%2a', 'x', '*]*[', '00000000-0000-4000-8000-00000000000*'])(
    'for the store of the user "%s" is refused: it would be a pattern',
    async (userId) => {
      expect((await visitor.ask('store', undefined, `?scheme=session&userId=${userId}`)).status).toBe(400);
    },
  );

  it('with another method is refused', async () => {
    expect((await attack({ method: 'GET', path: CONTROL_ROUTES.fault.path, headers: fromPage() })).status).toBe(405);
    const deleted = await attack({ method: 'DELETE', path: CONTROL_ROUTES.state.path, headers: fromPage() });
    expect(deleted.status).toBe(405);
  });
});

describe('the page', () => {
  it('is served with headers that let it load nothing from elsewhere, and nobody frame it', async () => {
    const seen = await attack({ path: '/' });
    expect(seen.status).toBe(200);
    expect(seen.headers['content-security-policy']).toMatch(/^default-src 'none';script-src 'self';/u);
    expect(seen.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(seen.headers['x-content-type-options']).toBe('nosniff');
    expect(seen.headers['cross-origin-opener-policy']).toBe('same-origin');
  });

  it('has one origin', async () => {
    const seen = await attack({ path: '/', headers: { host: `127.0.0.1:${page.port}` } });
    expect([seen.status, seen.headers['location']]).toEqual([308, page.origin]);
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/%2e%2e%2fpackage.json',
    '/..%5cpackage.json',
    String.raw`/..\package.json`,
    '/assets/../../../package.json',
    '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/%252e%252e/package.json',
    '//etc/passwd',
    '///etc/passwd',
    '/etc/passwd',
    '/%00',
    '/%',
    '/__proto__',
    '/constructor',
    'http://evil.example/',
    '*',
  ])('is all that is served: not %s', async (path) => {
    const seen = await attack({ path });
    expect([400, 404]).toContain(seen.status);
    expect(seen.body).not.toContain('@authlab');
    expect(seen.headers['content-security-policy']).toBeDefined();
  });

  it('withstands a range that makes no sense', async () => {
    expect((await attack({ path: '/', headers: { range: 'bytes=9-2' } })).status).toBe(200);
    expect((await attack({ path: '/', headers: { range: 'bytes=x' } })).status).toBe(200);
  });

  it('is only read', async () => {
    expect((await attack({ method: 'POST', path: '/', body: 'x=1' })).status).toBe(405);
  });
});

const foreign = async (path: string, headers: Headers = {}): Promise<Response> => {
  const { crossSite } = (await visitor.state()).foreignOrigins;
  return await fetch(crossSite + path, { headers });
};

describe('the foreign site', () => {
  it('posts a form to the logout of the scheme that was named, and nowhere else', async () => {
    const { apis } = await visitor.state();
    const answer = await foreign('/forged-form?scheme=session');
    expect(await answer.text()).toContain(`action="${apis.session.url}/auth/logout"`);
    expect(answer.headers.get('content-security-policy')).toContain(`frame-ancestors ${page.origin}`);
    for (const query of ['', '?scheme=x', '?scheme=session&action=http://evil.example', '?scheme=%22%3E%3Cscript%3E']) {
      expect((await foreign(`/forged-form${query}`)).status).toBe(404);
    }
  });

  it('whose form has the cookie with it, sent from the same site, is refused by the API', async () => {
    const { apis, foreignOrigins, users } = await visitor.state();
    const browser = await visitor.browser('session');
    const { email, password } = users[0]!;
    await browser.send('login', { body: { email, password } });
    const forged = { origin: foreignOrigins.sameSite, 'sec-fetch-site': 'same-site' };
    const { status, exchange } = await browser.send('logout', { headers: forged });
    expect(exchange.request.headers.map(({ name }) => name)).toContain('cookie');
    expect([status, exchange.response?.body?.text]).toEqual([403, expect.stringContaining('cross_site_request')]);
    expect((await browser.send('me')).status).toBe(200);
    expect(apis.session.url).not.toBe(apis.session.crossSiteUrl);
  });
});

describe('a balancer', () => {
  it('believes nobody who says that he is a proxy or the demo itself', async () => {
    const browser = await visitor.browser('jwt');
    const { email, password } = (await visitor.state()).users[1]!;
    const headers = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', 'demo-actor': 'guess' };
    const { exchange } = await browser.send('login', { body: { email, password }, headers });
    expect(exchange.actor).toBe('page');
    const list = (await browser.send('listSessions')).exchange.response?.body?.text;
    expect(list).toContain('127.0.0.1');
    expect(list).not.toContain('203.0.113.9');
  });

  it('refuses a body that is too long for anything, and lives on', async () => {
    const browser = await visitor.browser('jwt');
    const body = { email: 'x'.repeat(300_000), password: 'x' };
    expect((await browser.send('login', { body })).status).toBe(413);
    expect((await browser.send('login', { body: { email: 'x'.repeat(20_000), password: 'x' } })).status).toBe(413);
    expect((await browser.send('public')).status).toBe(200);
  });

  it('lives on when a client goes away in the middle of its request', async () => {
    const { port } = new URL((await visitor.state()).apis.jwt.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await (await visitor.browser('jwt')).send('public')).status).toBe(200);
  });
});
