// Requests without a good credential, in masses: they store nothing in Redis, and nobody gets a cookie.
import { randomBytes } from 'node:crypto';
import type { Answer } from '@authlab/client';
import { COOKIE_NAMES } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { type LoggedIn, startTarget, type Target, TARGETS } from './target.ts';

const REQUESTS = 500;
const AT_ONCE = 50;

type Send = (index: number) => Promise<Answer>;

const random = (bytes: number, encoding: 'base64' | 'base64url'): string =>
  randomBytes(bytes).toString(encoding).replace(/[=]+$/u, '');

const connected = async (url: string) => await createClient({ url }).connect();

const answersTo = async (send: Send): Promise<Answer[]> => {
  const answers: Answer[] = [];
  while (answers.length < REQUESTS) {
    answers.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => send(answers.length + index)))));
  }
  return answers;
};

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  let user: LoggedIn;
  let redis: Awaited<ReturnType<typeof connected>>;
  beforeAll(async () => {
    target = await startTarget(strategy, { ACCESS_TTL_SECONDS: '300' });
    user = await target.user();
    redis = await connected(target.redis.url);
  });
  afterAll(async () => {
    redis.destroy();
    await target[Symbol.asyncDispose]();
  });

  /** The statuses that were seen; nothing may have changed in Redis, and no answer may set a cookie that holds anything. */
  const flood = async (send: Send): Promise<ReadonlySet<number>> => {
    const before = (await redis.keys('*')).toSorted();
    const answers = await answersTo(send);
    expect((await redis.keys('*')).toSorted()).toEqual(before);
    for (const { headers } of answers) expect(String(headers['set-cookie'] ?? '')).not.toMatch(/^__Host-[a-z]+=[^;]/u);
    if (target.scheme === 'session') expect(answers.filter(({ headers }) => 'set-cookie' in headers)).toEqual([]);
    return new Set(answers.map(({ status }) => status));
  };

  /** What reads a cookie, and what would set one. */
  const presenting = (cookieOf: (index: number) => string): Send => {
    const operations = target.scheme === 'session' ? (['me', 'logout'] as const) : (['refresh', 'me'] as const);
    return async (index) => {
      const headers = { cookie: `${COOKIE_NAMES[target.scheme]}=${cookieOf(index)}` };
      return await target.anonymous().send(operations[index % operations.length] ?? 'me', { headers });
    };
  };

  const goodCookie = (): string => {
    const cookie = String(user.client.credential.headersFor(target.replica.url)['cookie']);
    return cookie.slice(COOKIE_NAMES[target.scheme].length + 1);
  };

  it('without a cookie', async () => {
    expect(await flood(async () => await target.anonymous().send('me'))).toEqual(new Set([401]));
    expect(await flood(async () => await target.anonymous().send('public'))).toEqual(new Set([200]));
    expect(await flood(async () => await target.anonymous().send('logout'))).toEqual(new Set([401]));
    expect(await flood(async () => await target.anonymous().send('login', { body: {} }))).toEqual(new Set([400]));
  });

  it('with cookies that somebody made up', async () => {
    const madeUp = ['x', '', 'sess:{x}:index', '../../*', '%00', '*', 's%3A.', '{}', 'null'];
    expect(await flood(presenting((index) => `${madeUp[index % madeUp.length]}${random(4, 'base64url')}`))).toEqual(
      new Set([401]),
    );
  });

  it('with cookies of the right form that nobody signed, or somebody else', async () => {
    const forms =
      target.scheme === 'session'
        ? [
            () => `${random(16, 'base64url').padEnd(22, 'A')}.${random(32, 'base64url')}`,
            () => encodeURIComponent(`s:${random(16, 'base64url')}.${random(32, 'base64url')}.${random(32, 'base64')}`),
            () =>
              goodCookie().replace(
                /\..*$/u,
                `.${encodeURIComponent(`${random(32, 'base64url')}.${random(32, 'base64')}`)}`,
              ),
          ]
        : [
            () => `${crypto.randomUUID()}.${random(16, 'base64url')}.1.${random(32, 'base64url')}`,
            () => goodCookie().replace(/\.1\./u, '.2.'),
            () => goodCookie().replace(/^[^.]+/u, crypto.randomUUID()),
          ];
    expect(await flood(presenting((index) => forms[index % forms.length]?.() ?? ''))).toEqual(new Set([401]));
    // The login whose cookie they played with has felt nothing.
    expect((await user.client.copy().send(target.scheme === 'jwt' ? 'refresh' : 'me')).status).toBe(200);
  });

  it('with a cookie that was good until its logout', async () => {
    const { client } = await target.user();
    const thief = client.copy();
    expect((await client.send('logout')).status).toBe(204);
    const again: Send = async () => await thief.copy().send(target.scheme === 'jwt' ? 'refresh' : 'me');
    expect(await flood(again)).toEqual(new Set([401]));
  });
});
