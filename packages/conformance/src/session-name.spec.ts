// Ids of login sessions come from outside and become part of keys: no id may name anything but an own login session.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const ODD_IDS = [
  'index',
  'epoch',
  'denied:AAAAAAAAAAAAAAAAAAAAAA',
  'trimmed',
  '__proto__',
  '',
  '*',
  '..',
  'index\u0000',
  '}:index',
  ' ',
  '%69ndex',
  'x'.repeat(10_000),
];

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy, { ACCESS_TTL_SECONDS: '300', LOGIN_LIMIT_PER_ACCOUNT: '0' });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  it('a thief cannot take the index away, and with it what ends every login session', async () => {
    const { client, email } = await target.user();
    const owner = await target.logIn(email);
    const thief = client.copy();
    const statuses = [];
    for (const id of ODD_IDS) statuses.push((await thief.send('endSession', { params: { id } })).status);
    expect(new Set(statuses)).toEqual(new Set([404]));
    expect((await owner.send('listSessions')).body).toHaveLength(2);
    const body = { currentPassword: PASSWORD, newPassword: 'another pass phrase entirely' };
    expect((await owner.send('changePassword', { body })).status).toBe(204);
    const isOver = target.scheme === 'jwt' ? await thief.send('refresh') : await thief.send('me');
    expect(isOver.status).toBe(401);
  });

  it('a demoted admin cannot take away the note that their old roles are over', async () => {
    const { client, id } = await target.user();
    const admin = await target.admin();
    const setRoles = async (roles: string[]) => await admin.send('patchUser', { params: { id }, body: { roles } });
    await setRoles(['user', 'admin']);
    if (target.scheme === 'jwt') await client.send('refresh');
    const old = client.copy();
    expect((await client.send('listUsers')).status).toBe(200);
    expect((await setRoles(['user'])).status).toBe(200);
    // With what the demoted one can still present.
    if (target.scheme === 'jwt') await client.send('refresh');
    for (const name of ODD_IDS) await client.send('endSession', { params: { id: name } });
    const promised = target.ability.revokes === 'until-expiry' ? 200 : target.scheme === 'jwt' ? 401 : 403;
    expect((await old.send('listUsers')).status).toBe(promised);
  });
});
