// Use case: a fresh installation gets its first admin when a process starts.
import type { Accounts } from './accounts.ts';
import { EmailTakenError } from './email-taken-error.ts';
import { checkNewPassword } from './password/check-new-password.ts';
import { newUser } from './user.ts';

const DISPLAY_NAME = 'Administrator';

/**
 * Makes an admin if there is none. Any number of replicas may do this at once with the same address: one makes it, and
 * for the others it is there. An account that already has the address is never promoted: whoever registered it first
 * would become admin.
 *
 * @returns `made` or `present`
 * @throws {AppError} `password_rejected`; `email_taken` if the address belongs to a user who is no admin; `overloaded`
 *   or `store_unavailable`
 */
export const ensureAdmin = async (accounts: Accounts, email: string, password: string): Promise<'made' | 'present'> => {
  const { users, hasher, blockList } = accounts;
  if (await users.anyAdmin()) return 'present';
  checkNewPassword(password, { email, displayName: DISPLAY_NAME }, blockList);
  const passwordHash = await hasher.hash(password);
  try {
    await users.insert(newUser({ email, displayName: DISPLAY_NAME, passwordHash, roles: ['user', 'admin'] }));
    return 'made';
  } catch (error) {
    if (error instanceof EmailTakenError && (await users.anyAdmin())) return 'present';
    throw error;
  }
};
