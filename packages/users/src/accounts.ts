// What every use case of the domain works with.
import type { BlockList } from './password/block-list.ts';
import type { PasswordHasher } from './password/password-hasher.ts';
import type { UserRepository } from './user-repository.ts';

/** Wired once when a process starts. */
export interface Accounts {
  readonly users: UserRepository;
  readonly hasher: PasswordHasher;
  readonly blockList: BlockList;
}
