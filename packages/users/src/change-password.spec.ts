// Changing a password.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenAccounts, openAccounts } from '../test/open-accounts.ts';
import { authenticateUser } from './authenticate-user.ts';
import { changePassword } from './change-password.ts';
import { registerUser } from './register-user.ts';
import type { User } from './user.ts';

const email = 'ada@example.com';
const currentPassword = 'correct horse battery';
const newPassword = 'another horse battery';

describe('changePassword', () => {
  let accounts: OpenAccounts;
  let ada: User;
  beforeEach(async () => {
    accounts = await openAccounts();
    ada = await registerUser(accounts, { email, password: currentPassword, displayName: 'Ada' });
  });
  afterEach(() => accounts.close());

  const change = (request: Partial<Parameters<typeof changePassword>[1]> = {}) =>
    changePassword(accounts, { userId: ada.id, currentPassword, newPassword, ...request });
  const login = (password: string) => authenticateUser(accounts, { email, password });

  it('lets the new password in and the old one no longer', async () => {
    await change();
    expect((await login(newPassword)).id).toBe(ada.id);
    await expect(login(currentPassword)).rejects.toMatchObject({ code: 'invalid_credentials' });
  });

  it('refuses a wrong current password, and says no more about the new one', async () => {
    const request = { currentPassword: 'wrong horse battery', newPassword: 'passwordpassword' };
    await expect(change(request)).rejects.toMatchObject({ code: 'invalid_credentials' });
    expect((await login(currentPassword)).id).toBe(ada.id);
  });

  it.each(['passwordpassword', 'ada@example.com', 'too short'])('refuses %j as a new password', async (bad) => {
    await expect(change({ newPassword: bad })).rejects.toMatchObject({ code: 'password_rejected' });
    expect((await login(currentPassword)).id).toBe(ada.id);
  });

  it('refuses a user who is disabled or gone', async () => {
    await accounts.users.update(ada.id, { disabled: true });
    await expect(change()).rejects.toMatchObject({ code: 'invalid_credentials' });
    await expect(change({ userId: 'nobody' })).rejects.toMatchObject({ code: 'invalid_credentials' });
  });

  it('lets exactly one of two changes at once through', async () => {
    const rivals = ['another horse battery', 'a third horse battery'];
    const outcomes = await Promise.allSettled(rivals.map((rival) => change({ newPassword: rival })));
    const winner = rivals.filter((_, index) => outcomes[index]?.status === 'fulfilled');
    expect(winner).toHaveLength(1);
    expect((await login(winner[0]!)).id).toBe(ada.id);
  });
});
