// What admins can do to users, and how soon it holds.
import { beforeAll, expect, it } from '@jest/globals';
import { adminUserListSchema, adminUserSchema, problemSchema } from '@authlab/contract';
import { promisedAfterlife, watchAfterlife } from '../revocation.ts';
import { PASSWORD, type Target } from '../target.ts';
import type { Suite } from './suite.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

export const adminSuite: Suite = (started) => {
  let target: Target;
  beforeAll(() => {
    target = started();
  });

  it('lists users without their password hashes', async () => {
    const { id } = await target.user();
    const { status, body } = await (await target.admin()).send('listUsers');
    expect(status).toBe(200);
    expect(adminUserListSchema.parse(body).users.map((user) => user.id)).toContain(id);
    expect(JSON.stringify(body)).not.toContain('argon2');
  });

  it('disabling a user ends every login session and refuses new ones, until the user is enabled again', async () => {
    const { client, id, email } = await target.user();
    const other = await target.logIn(email);
    const { status, body } = await (
      await target.admin()
    ).send('patchUser', { params: { id }, body: { disabled: true } });
    expect([status, adminUserSchema.parse(body).disabled]).toEqual([200, true]);
    expect(await Promise.all([client, other].map((each) => watchAfterlife(target, each)))).toEqual([
      promisedAfterlife(target),
      promisedAfterlife(target),
    ]);
    const refused = await target.anonymous().send('login', { body: { email, password: PASSWORD } });
    expect([refused.status, problemSchema.parse(refused.body).code]).toEqual([401, 'invalid_credentials']);
    await (await target.admin()).send('patchUser', { params: { id }, body: { disabled: false } });
    expect((await (await target.logIn(email)).send('me')).status).toBe(200);
    expect((await client.send('me')).status).toBe(401);
  });

  it('new roles hold within the lag of the strategy, up and down, without a new login', async () => {
    const { client, id } = await target.user();
    const setRoles = async (roles: string[]) =>
      await (await target.admin()).send('patchUser', { params: { id }, body: { roles } });
    const [seen, outdated]: [unknown[], number[]] = [[], []];
    for (const roles of [['user', 'admin'], ['user']]) {
      expect((await setRoles(roles)).status).toBe(200);
      outdated.push((await client.copy().send('me')).status);
      if (target.scheme === 'jwt') await client.send('refresh');
      seen.push([(await client.send('me')).body, (await client.send('listUsers')).status]);
    }
    expect(seen).toEqual([
      [{ id, roles: ['user', 'admin'] }, 200],
      [{ id, roles: ['user'] }, 403],
    ]);
    // A token says what was true when it was signed: whoever can, refuses it. A session says what is true now.
    const isRefused = target.scheme === 'jwt' && target.ability.revokes !== 'until-expiry';
    expect(outdated).toEqual(isRefused ? [401, 401] : [200, 200]);
  });

  it("ends a user's login sessions everywhere", async () => {
    const { client, id } = await target.user();
    expect((await (await target.admin()).send('logoutUserEverywhere', { params: { id } })).status).toBe(204);
    expect(await watchAfterlife(target, client)).toEqual(promisedAfterlife(target));
  });

  it('answers 404 for a user who is not there, whatever the id looks like', async () => {
    const admin = await target.admin();
    for (const id of [UNKNOWN_ID, 'x', "' OR 1=1", '%00', '..']) {
      const patched = await admin.send('patchUser', { params: { id }, body: { disabled: true } });
      const ended = await admin.send('logoutUserEverywhere', { params: { id } });
      expect([id, patched.status, ended.status]).toEqual([id, 404, 404]);
    }
  });
};
