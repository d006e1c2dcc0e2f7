// A flood of logins with real hashing: it is refused early and with a time to come back, and no other request feels it.
import type { Answer } from '@authlab/client';
import type { Strategy } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target } from './target.ts';

/** One of each API: this is before any strategy has a say. */
const ONE_OF_EACH: readonly Strategy[] = ['session/redis', 'jwt/stateless'];

const FLOOD = 200;
const QUEUE = 8;
/** Of the API itself: OWASP's parameters for argon2id. */
const REAL_HASHING = { ARGON2_MEMORY_KIB: '47104', HASH_CONCURRENCY: '2', HASH_QUEUE: String(QUEUE) };
const WITHIN_LIMIT = 60;
/** Of those who are logged in, while the flood is there. */
const VISITS = 20;

const countsOf = (answers: readonly Answer[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ status }) => status)].map(([status, { length }]) => [String(status), length]),
  );

/** Those refused without a time to come back. */
const unguided = (answers: readonly Answer[]): Answer[] =>
  answers.filter(({ status, headers }) => [429, 503].includes(status) && !(Number(headers['retry-after']) > 0));

describe.each(ONE_OF_EACH)('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy, {
      ...REAL_HASHING,
      LOGIN_LIMIT_PER_ADDRESS: `${WITHIN_LIMIT}/300s`,
      ACCESS_TTL_SECONDS: '300',
    });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  it('of one address is refused beyond its limit and beyond the queue, and everybody else is served', async () => {
    const { client, email } = await target.user();
    const attempt = (index: number): Promise<Answer> => {
      const body = { email: index % 2 === 0 ? `nobody.${index}@example.com` : email, password: `wrong ${index}` };
      return target.anonymous().send('login', { body });
    };
    const flood = Array.from({ length: FLOOD }, (_, index) => attempt(index));
    const visits = Array.from({ length: VISITS }, () => [client.send('public'), client.send('me')]).flat();

    expect(countsOf(await Promise.all(visits))).toEqual({ 200: 2 * VISITS });
    const answers = await Promise.all(flood);
    const { 401: hashed = 0, 429: limited = 0, 503: overloaded = 0, ...others } = countsOf(answers);
    expect(others).toEqual({});
    expect(limited).toBeGreaterThanOrEqual(FLOOD - WITHIN_LIMIT);
    expect(hashed).toBeGreaterThanOrEqual(QUEUE);
    expect(overloaded).toBeGreaterThan(0);
    expect(unguided(answers)).toEqual([]);
  });
});

describe.each(ONE_OF_EACH)('%s, without limits', (strategy) => {
  it('serves who is logged in while the queue is full, and lets people log in again after it', async () => {
    // Hashing is what floods here; that a busy machine keeps Redis waiting is another matter.
    const limits = { LOGIN_LIMIT_PER_ACCOUNT: '0', LOGIN_LIMIT_PER_ADDRESS: '0', REDIS_DEADLINE_MS: '5000' };
    await using target = await startTarget(strategy, { ...REAL_HASHING, ...limits, ACCESS_TTL_SECONDS: '300' });
    const { client, email } = await target.user();
    const attempt = async (index: number): Promise<number> => {
      const body = { email: `nobody.${index}@example.com`, password: PASSWORD };
      return (await target.anonymous().send('login', { body })).status;
    };
    let refused = 0;
    const visits = new AbortController();
    /** Each of them tries again at once, for as long as the others are asked. */
    const crowd = Array.from({ length: 50 }, async (_, index) => {
      while (!visits.signal.aborted) if ((await attempt(index)) === 503) refused += 1;
    });
    const statuses = [];
    for (let round = 0; round < 10; round += 1) {
      for (const operation of ['public', 'me', 'listSessions'] as const) {
        statuses.push((await client.send(operation)).status);
      }
    }
    visits.abort();
    await Promise.all(crowd);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(refused).toBeGreaterThan(0);
    expect((await target.logIn(email)).scheme).toBe(target.scheme);
  });
});
