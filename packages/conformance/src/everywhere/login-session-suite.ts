// A user's login sessions: seen, and ended one by one, all at once, and by a new password.
import { beforeAll, expect, it } from '@jest/globals';
import { type LoginSession, loginSessionListSchema, problemSchema } from '@authlab/contract';
import type { AuthClient } from '@authlab/client';
import { promisedAfterlife, watchAfterlife } from '../revocation.ts';
import { PASSWORD, type Target } from '../target.ts';
import type { Suite } from './suite.ts';

const NEW_PASSWORD = 'another pass phrase entirely';

const sessionsOf = async (client: AuthClient): Promise<LoginSession[]> =>
  loginSessionListSchema.parse((await client.send('listSessions')).body);

export const loginSessionSuite: Suite = (started) => {
  let target: Target;
  beforeAll(() => {
    target = started();
  });

  it('lists the own login sessions, newest first, with the current one marked', async () => {
    const { email } = await target.user();
    const laptop = await target.logIn(email, 'laptop');
    await target.logIn(email, 'phone');
    const sessions = await sessionsOf(laptop);
    expect(sessions.map(({ device, current }) => [device, current])).toEqual([
      ['phone', false],
      ['laptop', true],
      [undefined, false],
    ]);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(3);
    expect(sessions.every(({ ip }) => ip === '127.0.0.1')).toBe(true);
  });

  it('lists nothing that could be used as a credential', async () => {
    const { client } = await target.user();
    const [session] = await sessionsOf(client);
    const headers = Object.values(client.credential.headersFor(client.baseUrl));
    // The id of a refresh family stands in its token; it opens nothing without the MAC beside it.
    const asCredential = await target.anonymous().send('me', {
      headers: { cookie: `__Host-sid=${session!.id}`, authorization: `Bearer ${session!.id}` },
    });
    expect(asCredential.status).toBe(401);
    expect(headers.some((value) => value === session!.id)).toBe(false);
  });

  it('logout ends the current login session and no other', async () => {
    const { client, email } = await target.user();
    const other = await target.logIn(email);
    const before = client.copy();
    expect((await client.send('logout')).status).toBe(204);
    expect(await watchAfterlife(target, before)).toEqual(promisedAfterlife(target));
    const fresh = await refreshed(target, other);
    expect((await fresh.send('me')).status).toBe(200);
    expect(await sessionsOf(fresh)).toHaveLength(1);
  });

  it('logout takes the cookie out of the browser', async () => {
    const { client } = await target.user();
    await client.send('logout');
    expect(client.credential.headersFor(client.baseUrl)['cookie']).toBeUndefined();
  });

  it('ends one of the own login sessions by its id', async () => {
    const { client, email } = await target.user();
    const phone = await target.logIn(email, 'phone');
    const { id } = (await sessionsOf(client)).find(({ device }) => device === 'phone')!;
    expect((await client.send('endSession', { params: { id } })).status).toBe(204);
    expect((await client.send('endSession', { params: { id } })).status).toBe(404);
    expect(await watchAfterlife(target, phone)).toEqual(promisedAfterlife(target));
  });

  it("gives the same 404 for somebody else's login session as for one that is not there", async () => {
    const [ada, grace] = await Promise.all([target.user(), target.user()]);
    const { id } = (await sessionsOf(ada.client))[0]!;
    const theirs = await grace.client.send('endSession', { params: { id } });
    const unknown = await grace.client.send('endSession', { params: { id: 'x'.repeat(22) } });
    expect([theirs.status, problemSchema.parse(theirs.body).code]).toEqual([404, 'not_found']);
    expect(theirs.body).toEqual(unknown.body);
    expect((await ada.client.send('me')).status).toBe(200);
  });

  it('logout-everywhere ends all of them, and only those of this user', async () => {
    const { client, email } = await target.user();
    const bystander = await target.user();
    const other = await target.logIn(email);
    expect((await client.send('logoutEverywhere')).status).toBe(204);
    expect(await Promise.all([client, other].map((each) => watchAfterlife(target, each)))).toEqual([
      promisedAfterlife(target),
      promisedAfterlife(target),
    ]);
    expect((await (await refreshed(target, bystander.client)).send('me')).status).toBe(200);
    expect((await (await target.logIn(email)).send('me')).status).toBe(200);
  });

  it('logout-everywhere can keep the current login session', async () => {
    const { client, email } = await target.user();
    const other = await target.logIn(email);
    expect((await client.send('logoutEverywhere', { body: { keepCurrent: true } })).status).toBe(204);
    // The kept one goes on with the credential that it has.
    expect((await client.send('me')).status).toBe(200);
    expect(await watchAfterlife(target, other)).toEqual(promisedAfterlife(target));
    const kept = await refreshed(target, client);
    expect((await sessionsOf(kept)).map(({ current }) => current)).toEqual([true]);
  });

  it('a new password ends every other login session and renews the current credential', async () => {
    const { client, email } = await target.user();
    const other = await target.logIn(email);
    const stolen = client.copy();
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await client.send('changePassword', { body })).status).toBe(204);
    const promised = promisedAfterlife(target);
    const [ofOther, ofStolen] = await Promise.all([other, stolen].map((each) => watchAfterlife(target, each)));
    expect(ofOther).toEqual(promised);
    // Also for whoever copied the credential that was renewed, and asks at once.
    expect(ofStolen).toEqual(promised);
    const kept = await refreshed(target, client);
    expect((await kept.send('me')).status).toBe(200);
    expect((await sessionsOf(kept)).map(({ current }) => current)).toEqual([true]);
    const login = async (password: string) => await target.anonymous().send('login', { body: { email, password } });
    expect([(await login(PASSWORD)).status, (await login(NEW_PASSWORD)).status]).toEqual([401, 200]);
  });

  it('a wrong current password changes nothing', async () => {
    const { client, email } = await target.user();
    const body = { currentPassword: 'not the right pass phrase', newPassword: NEW_PASSWORD };
    const { status, body: problem } = await client.send('changePassword', { body });
    expect([status, problemSchema.parse(problem).code]).toEqual([401, 'invalid_credentials']);
    expect((await target.logIn(email)).scheme).toBe(target.scheme);
    expect((await client.send('me')).status).toBe(200);
  });

  it('keeps at most MAX_SESSIONS_PER_USER login sessions: the oldest goes', async () => {
    const { client, email } = await target.user();
    const first = await target.logIn(email, 'first');
    for (let count = 0; count < 20; count += 1) await target.logIn(email, `device ${count}`);
    const sessions = await sessionsOf(await refreshed(target, await target.logIn(email, 'last')));
    expect(sessions).toHaveLength(20);
    expect(sessions.some(({ device }) => device === undefined || device === 'first')).toBe(false);
    expect(await watchAfterlife(target, first)).toEqual(promisedAfterlife(target));
    expect((await client.send('me')).status).toBe(401);
  });
};

/** The same login with a fresh access token, where the scheme has them: the suite's expire within seconds. */
const refreshed = async (target: Target, client: AuthClient): Promise<AuthClient> => {
  if (target.scheme === 'jwt') await client.send('refresh');
  return client;
};
