// Logging in: the same work and the same answer for everyone who may not.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WEAK_HASHING } from '../test/weak-hashing.ts';
import type { OpenAccounts } from '../test/open-accounts.ts';
import type { User } from './user.ts';

/** What argon2 was really asked to do, and at what price. */
const work: string[] = [];
const argon2 = await import('@node-rs/argon2');
const priceOf = ({
  memoryCost,
  timeCost,
  parallelism,
}: {
  memoryCost?: number;
  timeCost?: number;
  parallelism?: number;
}) => `m=${memoryCost},t=${timeCost},p=${parallelism}`;
jest.unstable_mockModule('@node-rs/argon2', () => ({
  ...argon2,
  hash: (password: string, options: Parameters<typeof argon2.hash>[1]) => {
    work.push(`hash ${priceOf(options ?? {})}`);
    return argon2.hash(password, options);
  },
  verify: (storedHash: string, password: string) => {
    work.push(`verify ${priceOf(argon2.parseOptions(storedHash))}`);
    return argon2.verify(storedHash, password);
  },
}));
const { authenticateUser } = await import('./authenticate-user.ts');
const { changePassword } = await import('./change-password.ts');
const { registerUser } = await import('./register-user.ts');
const { createPasswordHasher } = await import('./password/password-hasher.ts');
const { openAccounts } = await import('../test/open-accounts.ts');

const password = 'correct horse battery';
const refused = { code: 'invalid_credentials', message: 'invalid_credentials', details: {} };

describe('authenticateUser', () => {
  let accounts: OpenAccounts;
  let ada: User;
  beforeEach(async () => {
    accounts = await openAccounts();
    ada = await registerUser(accounts, { email: 'Ada@example.com', password, displayName: 'Ada' });
    const grace = await registerUser(accounts, { email: 'grace@example.com', password, displayName: 'Grace' });
    await accounts.users.update(grace.id, { disabled: true });
    work.length = 0;
  });
  afterEach(() => accounts.close());

  it.each(['Ada@example.com', 'ada@example.com', 'ADA@EXAMPLE.COM'])('finds the user as %s', async (email) => {
    expect(await authenticateUser(accounts, { email, password })).toEqual(ada);
    expect(work).toEqual(['verify m=8,t=1,p=1']);
  });

  it.each([
    ['an unknown address', { email: 'nobody@example.com', password }],
    ['a wrong password', { email: 'ada@example.com', password: 'correct horse batterx' }],
    ['a disabled account', { email: 'grace@example.com', password }],
    ['a disabled account and a wrong password', { email: 'grace@example.com', password: 'x' }],
  ])('refuses %s with the same error, after exactly one hash of the same price', async (_, login) => {
    await expect(authenticateUser(accounts, login)).rejects.toMatchObject(refused);
    expect(work).toEqual(['verify m=8,t=1,p=1']);
  });

  it('replaces a hash that was made with other parameters, once', async () => {
    const stronger = { ...accounts, hasher: createPasswordHasher({ ...WEAK_HASHING, timeCost: 2 }) };
    const login = { email: 'ada@example.com', password };
    await authenticateUser(stronger, login);
    await authenticateUser(stronger, login);
    expect(work).toEqual(['verify m=8,t=1,p=1', 'hash m=8,t=2,p=1', 'verify m=8,t=2,p=1']);
    expect((await accounts.users.findById(ada.id))?.passwordHash).toContain('t=2');
  });

  it('does not replace the hash after a wrong password', async () => {
    const stronger = { ...accounts, hasher: createPasswordHasher({ ...WEAK_HASHING, timeCost: 2 }) };
    await expect(authenticateUser(stronger, { email: 'ada@example.com', password: 'x' })).rejects.toMatchObject(
      refused,
    );
    expect((await accounts.users.findById(ada.id))?.passwordHash).toBe(ada.passwordHash);
  });

  it('logs in all the same when there is no room to replace the hash', async () => {
    const hasher = createPasswordHasher({ ...WEAK_HASHING, timeCost: 2, memoryKib: 8192, concurrency: 1, queue: 0 });
    const busy: Promise<string>[] = [];
    const users = Object.assign(Object.create(accounts.users) as typeof accounts.users, {
      findByEmail: (email: string) => accounts.users.findByEmail(email),
      findById: async (id: string) => {
        busy.push(hasher.hash('somebody else comes first'));
        return accounts.users.findById(id);
      },
    });
    const user = await authenticateUser({ users, hasher }, { email: 'ada@example.com', password });
    expect(user.id).toBe(ada.id);
    expect(busy).toHaveLength(1);
    await Promise.all(busy);
    expect((await accounts.users.findById(ada.id))?.passwordHash).toBe(ada.passwordHash);
  });

  const authenticateMeanwhile = (meanwhile: () => Promise<unknown>) => {
    const hasher = {
      ...accounts.hasher,
      verify: async (storedHash: string, given: string) => {
        const matches = await accounts.hasher.verify(storedHash, given);
        if (storedHash === ada.passwordHash) await meanwhile();
        return matches;
      },
    };
    return authenticateUser({ ...accounts, hasher }, { email: 'ada@example.com', password });
  };

  it('refuses an account that is disabled while the password is being checked', async () => {
    const login = authenticateMeanwhile(() => accounts.users.update(ada.id, { disabled: true }));
    await expect(login).rejects.toMatchObject(refused);
  });

  it('refuses a password that is changed while it is being checked', async () => {
    const request = { userId: ada.id, currentPassword: password, newPassword: 'another horse battery' };
    await expect(authenticateMeanwhile(() => changePassword(accounts, request))).rejects.toMatchObject(refused);
  });

  it('accepts a password whose hash alone is replaced meanwhile, and gives the user as it is then', async () => {
    const login = authenticateMeanwhile(async () => {
      await accounts.users.setPasswordHash(ada.id, await accounts.hasher.hash(password));
      await accounts.users.raiseEpoch(ada.id);
    });
    expect(await login).toMatchObject({ id: ada.id, epoch: 1 });
  });
});
