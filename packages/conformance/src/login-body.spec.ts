// Bodies of a login that try to be read twice, or as something else: none of them logs in, none is a 5xx.
import { gzipSync } from 'node:zlib';
import type { Strategy } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target } from './target.ts';

/** One of each API: this is before any strategy has a say. */
const ONE_OF_EACH: readonly Strategy[] = ['session/redis', 'jwt/stateless'];

const WRONG = 'not the right pass phrase';
const JSON_TYPE = 'application/json';

/** Each as text, since an object cannot hold all of them; `EMAIL` and `PASSWORD` stand for the right ones. */
const BODIES: readonly (readonly [what: string, body: string, status: number])[] = [
  ['an array of credentials', '[{"email":EMAIL,"password":PASSWORD}]', 400],
  ['lists', '{"email":[EMAIL],"password":[PASSWORD]}', 400],
  ['a list of addresses', '{"email":[EMAIL,"x@example.com"],"password":PASSWORD}', 400],
  ['objects', '{"email":{"toString":EMAIL},"password":{"length":30}}', 400],
  ['operators of a query language', '{"email":EMAIL,"password":{"$ne":null}}', 400],
  ['nothing for a password', '{"email":EMAIL,"password":null}', 400],
  ['true for a password', '{"email":EMAIL,"password":true}', 400],
  ['an empty password', '{"email":EMAIL,"password":""}', 400],
  ['a password in the prototype', '{"email":EMAIL,"__proto__":{"password":PASSWORD}}', 400],
  ['everything in the prototype', '{"__proto__":{"email":EMAIL,"password":PASSWORD}}', 400],
  ['everything in the constructor', '{"constructor":{"prototype":{"email":EMAIL,"password":PASSWORD}}}', 400],
  ['a prototype beside good credentials', '{"email":EMAIL,"password":PASSWORD,"__proto__":{"roles":["admin"]}}', 400],
  ['keys that passport would look for', '{"user":{"email":EMAIL,"password":PASSWORD}}', 400],
  ['bracketed keys', '{"user[email]":EMAIL,"user[password]":PASSWORD}', 400],
  ['other names', '{"username":EMAIL,"password":PASSWORD}', 400],
  ['names in capitals', '{"Email":EMAIL,"Password":PASSWORD}', 400],
  ['roles', '{"email":EMAIL,"password":PASSWORD,"roles":["admin"]}', 400],
  ['an id', '{"email":EMAIL,"password":PASSWORD,"id":"x"}', 400],
  ['a device that is no text', '{"email":EMAIL,"password":PASSWORD,"device":{"x":1}}', 400],
  ['a device with a line break', '{"email":EMAIL,"password":PASSWORD,"device":"a\\r\\nSet-Cookie: x=y"}', 400],
  ['two passwords, the right one first', `{"email":EMAIL,"password":PASSWORD,"password":"${WRONG}"}`, 401],
  ['two addresses, the right one first', '{"email":EMAIL,"email":"nobody@example.com","password":PASSWORD}', 401],
  ['a password with a blank at its end', '{"email":EMAIL,"password":"PLAIN "}', 401],
  ['a password in capitals', '{"email":EMAIL,"password":"CAPITALS"}', 401],
  ['a password that ends early', '{"email":EMAIL,"password":"PLAIN\\u0000"}', 401],
  ['half a surrogate', '{"email":EMAIL,"password":"\\ud800PLAIN"}', 401],
  ['a comment', '{"email":EMAIL,/* */"password":PASSWORD}', 400],
  ['a second document', '{"email":EMAIL,"password":"x"}{"email":EMAIL,"password":PASSWORD}', 400],
];

describe.each(ONE_OF_EACH)('%s', (strategy) => {
  let target: Target;
  let email = '';
  beforeAll(async () => {
    target = await startTarget(strategy, { LOGIN_LIMIT_PER_ACCOUNT: '0' });
    ({ email } = await target.user());
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  interface Post {
    readonly body?: string | Buffer;
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  const login = async ({ body, query = '', headers = {} }: Post): Promise<number> => {
    const answer = await fetch(`${target.replica.url}/auth/login${query}`, {
      method: 'POST',
      headers: { 'content-type': JSON_TYPE, 'sec-fetch-site': 'same-origin', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (answer.status !== 200) {
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(text).not.toContain('accessToken');
      // Nothing of what was sent comes back as the value of anything.
      expect(text).not.toContain(PASSWORD);
    }
    return answer.status;
  };

  const filled = (body: string): string =>
    body
      .replaceAll('EMAIL', JSON.stringify(email))
      .replaceAll('PASSWORD', JSON.stringify(PASSWORD))
      .replaceAll('PLAIN', PASSWORD)
      .replaceAll('CAPITALS', PASSWORD.toUpperCase());

  it('the credentials that all of them play with are good', async () => {
    expect(await login({ body: filled('{"email":EMAIL,"password":PASSWORD}') })).toBe(200);
  });

  it.each(BODIES)('%s', async (_what, body, status) => {
    expect(await login({ body: filled(body) })).toBe(status);
  });

  it('a query string, alone or beside a body that lacks something', async () => {
    const good = { email, password: PASSWORD };
    const queries = [
      new URLSearchParams(good),
      new URLSearchParams({ 'user[email]': email, 'user[password]': PASSWORD }),
      new URLSearchParams([...Object.entries(good), ...Object.entries(good)]),
      new URLSearchParams({ '__proto__[email]': email, '__proto__[password]': PASSWORD }),
    ];
    const bodies = [undefined, '{}', filled('{"email":EMAIL}'), filled('{"email":EMAIL,"password":""}')];
    for (const query of queries) {
      for (const body of bodies) {
        const post = body === undefined ? {} : { body };
        expect(await login({ ...post, query: `?${query.toString()}` })).toBe(400);
      }
      const wrong = JSON.stringify({ email, password: WRONG });
      expect(await login({ body: wrong, query: `?${query.toString()}` })).toBe(401);
    }
  });

  it('encodings and character sets that are broken, unknown, or hide a body over the limit', async () => {
    const good = filled('{"email":EMAIL,"password":PASSWORD}');
    const bomb = gzipSync(Buffer.from(JSON.stringify({ email: 'x'.repeat(5_000_000) })));
    const posts: [Post, number][] = [
      [{ body: bomb, headers: { 'content-encoding': 'gzip' } }, 413],
      [{ body: good, headers: { 'content-encoding': 'gzip' } }, 400],
      [{ body: gzipSync(good).subarray(0, 20), headers: { 'content-encoding': 'gzip' } }, 400],
      [{ body: good, headers: { 'content-encoding': 'x' } }, 415],
      [{ body: good, headers: { 'content-type': `${JSON_TYPE}; charset=x` } }, 415],
      [{ body: good, headers: { 'content-type': `${JSON_TYPE}; charset=utf-7` } }, 415],
      [{ body: good, headers: { 'content-type': `${JSON_TYPE}; charset=utf-8; charset=utf-7` } }, 415],
      [{ body: good, headers: { 'content-type': `text/plain; ${JSON_TYPE}` } }, 415],
      [{ body: good, headers: { 'content-type': 'application/problem+json' } }, 415],
      [{ body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }, 400],
    ];
    for (const [post, status] of posts) expect(await login(post)).toBe(status);
  });
});
