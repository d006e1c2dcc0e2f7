// Opening an account.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenAccounts, openAccounts } from '../test/open-accounts.ts';
import { registerUser } from './register-user.ts';

const ada = { email: 'Ada@example.com', password: ' correct horse battery ', displayName: 'Ada' };

describe('registerUser', () => {
  let accounts: OpenAccounts;
  beforeEach(async () => {
    accounts = await openAccounts();
  });
  afterEach(() => accounts.close());

  it('stores an enabled user without privileges, and the hash of exactly that password', async () => {
    const user = await registerUser(accounts, ada);
    expect(user).toMatchObject({
      email: 'Ada@example.com',
      displayName: 'Ada',
      roles: ['user'],
      disabled: false,
      epoch: 0,
    });
    expect(await accounts.users.findById(user.id)).toEqual(user);
    expect(await accounts.hasher.verify(user.passwordHash, ada.password)).toBe(true);
    expect(await accounts.hasher.verify(user.passwordHash, ada.password.trim())).toBe(false);
  });

  it('refuses a common password, and stores nothing', async () => {
    const attempt = registerUser(accounts, { ...ada, password: '123456789987654321' });
    await expect(attempt).rejects.toMatchObject({ code: 'password_rejected' });
    expect(await accounts.users.list({ limit: 1 })).toEqual([]);
  });

  it('lets exactly one of many have an address, whatever its case', async () => {
    const emails = ['ada@example.com', 'ADA@example.com', 'Ada@Example.com', 'adA@example.COM'];
    const outcomes = await Promise.allSettled(emails.map((email) => registerUser(accounts, { ...ada, email })));
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ]);
    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(reasons.map((reason: { code: string }) => reason.code)).toEqual([
      'email_taken',
      'email_taken',
      'email_taken',
    ]);
  });
});
