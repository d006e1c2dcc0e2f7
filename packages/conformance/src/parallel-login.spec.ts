// Many logins of one account at once: however they interleave, MAX_SESSIONS_PER_USER of them live, and never more are listed.
import type { AuthClient } from '@authlab/client';
import { loginSessionListSchema } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const MAX = 5;
const PARALLEL = 40;
const ROUNDS = 5;

/** How many login sessions the client sees; undefined when it is none itself any more. */
const listed = async (client: AuthClient): Promise<number | undefined> => {
  const { status, body } = await client.send('listSessions');
  return status === 200 ? loginSessionListSchema.parse(body).length : undefined;
};

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    const limits = { MAX_SESSIONS_PER_USER: String(MAX), LOGIN_LIMIT_PER_ACCOUNT: '0' };
    target = await startTarget(strategy, { ...limits, ACCESS_TTL_SECONDS: '300' });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  /** Whether the login can still be used, or be continued: an access token alone is no login session. */
  const isAlive = async (client: AuthClient): Promise<boolean> =>
    (await client.copy().send(target.scheme === 'jwt' ? 'refresh' : 'me')).status === 200;

  it('leaves exactly as many logins as may be, each of them whole', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { email } = await target.user();
      const seen: (number | undefined)[] = [];
      const logIn = async (): Promise<AuthClient> => {
        const client = target.anonymous();
        expect((await client.send('login', { body: { email, password: PASSWORD } })).status).toBe(200);
        seen.push(await listed(client));
        return client;
      };
      const clients = await Promise.all(Array.from({ length: PARALLEL }, logIn));
      const alive = await Promise.all(clients.map(isAlive));
      const survivors = clients.filter((_, index) => alive[index]);
      expect(survivors).toHaveLength(MAX);
      expect(await Promise.all(survivors.map(listed))).toEqual(survivors.map(() => MAX));
      expect(Math.max(...seen.map((count = 0) => count))).toBeLessThanOrEqual(MAX);
    }
  });

  it('neither lets a session live beyond the limit when logins and logouts interleave', async () => {
    const { email } = await target.user();
    const comeAndGo = async (index: number): Promise<AuthClient> => {
      const client = await target.logIn(email);
      const thief = client.copy();
      const { status } = index % 2 === 0 ? await client.send('logout') : await client.send('public');
      expect([200, 204, 401]).toContain(status);
      return thief;
    };
    const clients = await Promise.all(Array.from({ length: PARALLEL }, (_, index) => comeAndGo(index)));
    const alive = await Promise.all(clients.map(isAlive));
    expect(alive.filter(Boolean).length).toBeLessThanOrEqual(MAX);
    expect(alive.filter((isStill, index) => isStill && index % 2 === 0)).toEqual([]);
    expect(await listed(await target.logIn(email))).toBeLessThanOrEqual(MAX);
  });
});
