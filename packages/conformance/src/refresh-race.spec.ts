// Refreshing while something else happens to the same login session: one lineage goes on, or nothing does.
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LoggedIn, PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const ROUNDS = 200;
const PARALLEL = 50;

const cookieOf = ({ credential, baseUrl }: AuthClient): string | undefined => credential.headersFor(baseUrl)['cookie'];

describe.each(TARGETS.filter((strategy) => strategy.startsWith('jwt/')))('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy, { LOGIN_LIMIT_PER_ACCOUNT: '0', ACCESS_TTL_SECONDS: '300' });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  /** Whether a client can use its access token or get another one; where tokens live until they expire, only the latter. */
  const isAlive = async (client: AuthClient): Promise<boolean> => {
    const me = target.ability.revokes === 'until-expiry' ? 401 : (await client.send('me')).status;
    return me === 200 || (await client.send('refresh')).status === 200;
  };

  it(`leaves one lineage after ${PARALLEL} refreshes with one token at once`, async () => {
    const { client } = await target.user();
    const tabs = Array.from({ length: PARALLEL }, () => client.copy());
    const answers = await Promise.all(tabs.map(async (tab) => await tab.send('refresh')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(tabs.map(cookieOf)).size).toBe(1);
    expect((await tabs[0]!.send('listSessions')).body).toHaveLength(1);
  });

  const ENDINGS: readonly (readonly [name: string, end: (user: LoggedIn) => Promise<number>])[] = [
    ['logout', async ({ client }) => (await client.send('logout')).status],
    ['logout-everywhere', async ({ client }) => (await client.send('logoutEverywhere')).status],
    [
      'a new password, given on another device',
      async ({ email }) => {
        const device = await target.logIn(email);
        const body = { currentPassword: PASSWORD, newPassword: 'another pass phrase entirely' };
        return (await device.send('changePassword', { body })).status;
      },
    ],
  ];

  it.each(ENDINGS)(`nothing is alive after ${ROUNDS} races with %s`, async (_name, end) => {
    const seen = { refreshed: 0, refused: 0, alive: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const user = await target.user();
      const thief = user.client.copy();
      // From well before the other to well after it.
      const startsAfterMs = (round % 9) - 4;
      const refresh = async () => {
        await delay(Math.max(0, startsAfterMs));
        return await thief.send('refresh');
      };
      const endIt = async () => {
        await delay(Math.max(0, -startsAfterMs));
        return await end(user);
      };
      const [ended, { status }] = await Promise.all([endIt(), refresh()]);
      expect(ended).toBe(204);
      if (status === 200) seen.refreshed += 1;
      else seen.refused += 1;
      if (await isAlive(thief)) seen.alive += 1;
    }
    expect(seen.alive).toBe(0);
    // It was a race: each side won some rounds.
    expect(Math.min(seen.refreshed, seen.refused)).toBeGreaterThan(0);
  });

  it('a login right after logout-everywhere lives, in the same second in which all older tokens die', async () => {
    const { client, email } = await target.user();
    let old = client;
    for (let round = 0; round < 30; round += 1) {
      const before = await target.logIn(email);
      expect((await before.copy().send('logoutEverywhere')).status).toBe(204);
      const after = await target.logIn(email);
      expect((await after.send('me')).status).toBe(200);
      expect([await isAlive(before), await isAlive(old)]).toEqual([false, false]);
      old = after.copy();
    }
  });

  it('after Redis died in the middle of rotations, the old or the new token is good, and never both lines', async () => {
    const users = await Promise.all(Array.from({ length: 20 }, async () => await target.user()));
    const olds = users.map(({ client }) => client.copy());
    const refreshes = users.map(async ({ client }, index) => {
      await delay(index % 4);
      return (await client.send('refresh')).status;
    });
    await delay(2);
    target.redis.suspend();
    const statuses = await Promise.all(refreshes);
    target.redis.resume();
    // A hung Redis carries out what it was sent; the client was told 503 and holds the old token.
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await delay(1000);
    for (const [index, { client }] of users.entries()) {
      expect((await client.send('refresh')).status).toBe(200);
      // Within the grace window the old one may be answered: with the same successor as the new one.
      const old = olds[index]!;
      const isAnswered = (await old.send('refresh')).status === 200;
      expect(isAnswered ? cookieOf(old) : cookieOf(client)).toBe(cookieOf(client));
    }
  });
});
