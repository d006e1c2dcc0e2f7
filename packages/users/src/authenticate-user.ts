// Use case: somebody says who they are and proves it with a password.
import { AppError, type Login } from '@authlab/contract';
import type { Accounts } from './accounts.ts';
import type { User } from './user.ts';

type LoginAccounts = Pick<Accounts, 'users' | 'hasher'>;

/**
 * Resolves to the user as it is after the password was checked. An unknown address, a wrong password and a disabled
 * account take the same work and give the same error, so an answer tells nobody who has an account here (OWASP ASVS 5.0
 * 6.3.8). A hash made with older parameters is replaced on the way.
 *
 * @throws {AppError} `invalid_credentials`, `overloaded` or `store_unavailable`
 */
export const authenticateUser = async (
  accounts: LoginAccounts,
  { email, password }: Pick<Login, 'email' | 'password'>,
): Promise<User> => {
  const { users, hasher } = accounts;
  const found = await users.findByEmail(email);
  const matches =
    found === undefined ? await hasher.verifyNothing(password) : await hasher.verify(found.passwordHash, password);
  if (found === undefined || !matches || found.disabled) throw new AppError('invalid_credentials');
  const user = await stillProven(accounts, found, password);
  await refreshHash(accounts, user, password);
  return user;
};

/**
 * Checking a password takes long, and longer in a queue: an account disabled or a password changed meanwhile must not
 * log in.
 */
const stillProven = async ({ users, hasher }: LoginAccounts, before: User, password: string): Promise<User> => {
  const user = await users.findById(before.id);
  if (user === undefined || user.disabled) throw new AppError('invalid_credentials');
  const unchanged = user.passwordHash === before.passwordHash;
  if (!unchanged && !(await hasher.verify(user.passwordHash, password))) throw new AppError('invalid_credentials');
  return user;
};

/** For the best: a full queue or a slow database must not fail a login that is already proven. */
const refreshHash = async ({ users, hasher }: LoginAccounts, user: User, password: string): Promise<void> => {
  if (!hasher.needsRehash(user.passwordHash)) return;
  try {
    await users.setPasswordHash(user.id, await hasher.hash(password), { onlyIf: user.passwordHash });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
};
