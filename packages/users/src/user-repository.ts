// The port through which the domain reaches its users; `store/` holds the adapter.
import type { User } from './user.ts';

/** What an admin may change of a user. */
export interface UserPatch {
  readonly disabled?: boolean | undefined;
  readonly roles?: User['roles'] | undefined;
}

/** Where to go on in the list of users. */
export interface UserPage {
  /** The last id of the page before; absent for the first page. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * Stored users. An id that is no UUID in lower case is an unknown id, whatever else it is.
 * Each method rejects with `AppError` `store_unavailable` if the database cannot be reached, is locked, or is too slow.
 */
export interface UserRepository {
  /**
   * @throws {EmailTakenError} if another user has this address, in whatever case; of two at once exactly one gets in
   */
  insert(user: User): Promise<void>;
  /** All of them in one transaction, or none. @throws {EmailTakenError} if one address is taken */
  insertAll(users: readonly User[]): Promise<void>;
  /** Finds the address in whatever case. */
  findByEmail(email: string): Promise<User | undefined>;
  findById(id: string): Promise<User | undefined>;
  /** At most `limit` users, ordered by id. */
  list(page: UserPage): Promise<User[]>;
  /** @returns false if there is no such user, or if its hash is no longer `onlyIf` */
  setPasswordHash(id: string, hash: string, condition?: { readonly onlyIf?: string }): Promise<boolean>;
  /**
   * Puts a new password in the place of `old` and raises the epoch, in one step: there is no moment at which the
   * password is new and what the old one gave out still counts.
   *
   * @returns the user as it is now; undefined if there is none, or if its hash is no longer `old`
   */
  replacePassword(id: string, hashes: { readonly old: string; readonly next: string }): Promise<User | undefined>;
  /** Disabling and new roles also raise the epoch: what was given out before says what is no longer true. @returns the user as it is now; undefined if there is none */
  update(id: string, patch: UserPatch): Promise<User | undefined>;
  /** Adds one, atomically. @returns the new epoch; undefined if there is no such user */
  raiseEpoch(id: string): Promise<number | undefined>;
  /** Whether any admin exists, disabled ones included. */
  anyAdmin(): Promise<boolean>;
  /** Resolves if the database answers. */
  ping(): Promise<void>;
}
