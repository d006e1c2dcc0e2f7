// A login that races with what ends all logins of its user: whatever wins, nothing of the old proof lives on.
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LoggedIn, PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const ROUNDS = 100;
const NEW_PASSWORD = 'another pass phrase entirely';

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  let admin: AuthClient;
  beforeAll(async () => {
    target = await startTarget(strategy, { LOGIN_LIMIT_PER_ACCOUNT: '0', ACCESS_TTL_SECONDS: '300' });
    admin = await target.admin();
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  /** Whether the login can still be used, or be continued: an access token alone is no login session. */
  const isAlive = async (client: AuthClient): Promise<boolean> =>
    (await client.send(target.scheme === 'jwt' ? 'refresh' : 'me')).status === 200;

  /** Logs in with the old password while `end` runs, at another moment of it in each round. */
  const survivorsOf = async (end: (user: LoggedIn) => Promise<number>) => {
    const counts = { acked: 0, alive: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const user = await target.user();
      const other = target.anonymous();
      const login = async () => {
        await delay((round % 10) / 2);
        return await other.send('login', { body: { email: user.email, password: PASSWORD } });
      };
      const [ended, { status }] = await Promise.all([end(user), login()]);
      expect([ended < 300, status === 200 || status === 401]).toEqual([true, true]);
      if (status === 200) counts.acked += 1;
      if (status === 200 && (await isAlive(other))) counts.alive += 1;
    }
    return counts;
  };

  const disable = async ({ id }: LoggedIn) =>
    (await admin.send('patchUser', { params: { id }, body: { disabled: true } })).status;

  it('with disabling the user', async () => {
    expect((await survivorsOf(disable)).alive).toBe(0);
  });

  it('with a new password', async () => {
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const change = async ({ client }: LoggedIn) => (await client.send('changePassword', { body })).status;
    const { acked, alive } = await survivorsOf(change);
    expect(alive).toBe(0);
    // The race is one: in some rounds the login came first.
    expect(acked).toBeGreaterThan(0);
  });
});
