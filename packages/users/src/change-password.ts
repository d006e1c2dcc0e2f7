// Use case: a user replaces the password.
import { AppError, type ChangePassword } from '@authlab/contract';
import type { Accounts } from './accounts.ts';
import { checkNewPassword } from './password/check-new-password.ts';
import type { User } from './user.ts';

/**
 * Sets the new password if the current one is right. The epoch rises with it; ending the login sessions is the caller's.
 *
 * @returns the user as it is now
 * @throws {AppError} `invalid_credentials` (wrong, or changed by someone else meanwhile, or the account is disabled or
 *   gone), `password_rejected`, `overloaded` or `store_unavailable`
 */
export const changePassword = async (
  { users, hasher, blockList }: Accounts,
  { userId, currentPassword, newPassword }: ChangePassword & { readonly userId: string },
): Promise<User> => {
  const user = await users.findById(userId);
  if (user === undefined || user.disabled) throw new AppError('invalid_credentials');
  if (!(await hasher.verify(user.passwordHash, currentPassword))) throw new AppError('invalid_credentials');
  checkNewPassword(newPassword, user, blockList);
  const next = await hasher.hash(newPassword);
  const changed = await users.replacePassword(userId, { old: user.passwordHash, next });
  if (changed === undefined) throw new AppError('invalid_credentials');
  return changed;
};
