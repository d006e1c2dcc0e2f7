// Many users at once, for the lab alone.
import type { Role } from '@authlab/contract';
import type { PasswordHasher } from './password/password-hasher.ts';
import type { UserRepository } from './user-repository.ts';
import { newUser, type User } from './user.ts';

/** What to seed. */
export interface SeedPlan {
  readonly count: number;
  /** Every seeded user has this password. */
  readonly password: string;
  readonly hasher: Pick<PasswordHasher, 'hash'>;
  /** `['user']` unless given. */
  readonly roles?: readonly Role[];
  /** Their addresses are `PREFIX-1@lab.example` and so on; `user` unless given. */
  readonly prefix?: string;
}

/** A seeded user, as much as a client needs in order to log in. */
export type SeededUser = Pick<User, 'id' | 'email'>;

/**
 * Inserts `count` users in one transaction. They SHARE one password hash, salt included, because hashing each would
 * take minutes: never do this with anybody's real account.
 *
 * @throws {AppError} `email_taken` if one of the addresses is there already (nothing is inserted then), or
 *   `store_unavailable`
 */
export const seedUsers = async (
  { users }: { readonly users: Pick<UserRepository, 'insertAll'> },
  { count, password, hasher, roles = ['user'], prefix = 'user' }: SeedPlan,
): Promise<SeededUser[]> => {
  const passwordHash = await hasher.hash(password);
  const seeds = Array.from({ length: count }, (_, index) => {
    const name = `${prefix}-${index + 1}`;
    return newUser({ email: `${name}@lab.example`, displayName: name, passwordHash, roles });
  });
  await users.insertAll(seeds);
  return seeds.map(({ id, email }) => ({ id, email }));
};
