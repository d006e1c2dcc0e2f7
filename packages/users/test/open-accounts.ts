// Wires the domain over a database in memory.
import type { Accounts } from '../src/accounts.ts';
import { loadBlockList } from '../src/password/block-list.ts';
import { createPasswordHasher } from '../src/password/password-hasher.ts';
import { openUserStore } from '../src/store/open-user-store.ts';
import { WEAK_HASHING } from './weak-hashing.ts';

export interface OpenAccounts extends Accounts {
  readonly close: () => Promise<void>;
}

export const openAccounts = async (databaseUrl = 'sqlite::memory:'): Promise<OpenAccounts> => {
  const { users, close } = await openUserStore(databaseUrl);
  return { users, close, hasher: createPasswordHasher(WEAK_HASHING), blockList: loadBlockList() };
};
