// The rules for a password that somebody wants to have from now on.
import { AppError, PASSWORD_LENGTH } from '@authlab/contract';
import type { BlockList } from './block-list.ts';
import { foldPassword } from './fold-password.ts';

/** Whose password it shall be: what anyone may know about them makes no secret. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

const SERVICE_NAME = 'authlab';

/**
 * Passes if the password has 15 to 128 code points, is no common one, and is more than the service's name or the
 * owner's address and name said once or many times. There are no rules on which characters it has (NIST SP 800-63B-4
 * section 3.1.1.2; OWASP ASVS 5.0 6.2.4, 6.2.5, 6.2.11).
 *
 * @throws {AppError} `password_rejected`; its detail says why and never repeats the password
 */
export const checkNewPassword = (password: string, owner: PasswordOwner, blockList: BlockList): void => {
  const reason = faultOf(password, owner, blockList);
  if (reason !== undefined) throw new AppError('password_rejected', { detail: reason });
};

const faultOf = (password: string, owner: PasswordOwner, blockList: BlockList): string | undefined => {
  const length = Array.from(password).length;
  if (length < PASSWORD_LENGTH.min || length > PASSWORD_LENGTH.max) {
    return `The password must have ${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters.`;
  }
  // A lone surrogate has no UTF-8 bytes of its own: different passwords would become one.
  if (!password.isWellFormed()) return 'The password has characters that are not valid Unicode.';
  if (blockList.has(password)) return 'The password is one of the most common ones.';
  if (isMadeOf(contextWords(owner), password))
    return 'The password is only your name, your address or the name of this service.';
  return undefined;
};

const contextWords = ({ email, displayName }: PasswordOwner): string[] => {
  const names = displayName.split(/\s+/u);
  const words = [email, ...email.split('@'), displayName, ...names, names.join(''), SERVICE_NAME];
  return words.map(foldPassword).filter((word) => word !== '');
};

/**
 * Whether nothing but punctuation and space is left without the words. The longest go first: they may hold shorter
 * ones.
 */
const isMadeOf = (words: readonly string[], password: string): boolean => {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), foldPassword(password));
  return !/[\p{L}\p{N}]/u.test(rest);
};
