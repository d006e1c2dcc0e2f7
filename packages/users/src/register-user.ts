// Use case: somebody opens an account.
import type { Register } from '@authlab/contract';
import type { Accounts } from './accounts.ts';
import { checkNewPassword } from './password/check-new-password.ts';
import { newUser, type User } from './user.ts';

/**
 * Makes an account with the role `user`.
 *
 * @throws {AppError} `password_rejected`, `email_taken`, `overloaded` or `store_unavailable`
 */
export const registerUser = async (accounts: Accounts, { email, password, displayName }: Register): Promise<User> => {
  checkNewPassword(password, { email, displayName }, accounts.blockList);
  const passwordHash = await accounts.hasher.hash(password);
  const user = newUser({ email, displayName, passwordHash, roles: ['user'] });
  await accounts.users.insert(user);
  return user;
};
