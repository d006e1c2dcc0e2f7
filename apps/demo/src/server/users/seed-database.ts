// The users of the demo, in a database file that each API gets a copy of: the same ids on both sides.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scheme } from '@authlab/contract';
import { createPasswordHasher, openUserStore, seedUsers } from '@authlab/users';
import type { SeededUser } from '../../protocol/demo-state.ts';

/** As the APIs hash by default, so that no login rewrites a hash. */
const HASHING = { memoryKib: 47_104, timeCost: 1, parallelism: 1, concurrency: 1, queue: 10 } as const;

const PEOPLE = [
  { prefix: 'ada', password: 'ada counts bananas', roles: ['user'] },
  { prefix: 'ben', password: 'ben paints fences', roles: ['user'] },
  { prefix: 'admin', password: 'admin guards the keys', roles: ['user', 'admin'] },
] as const;

export interface UserDatabase {
  readonly users: readonly SeededUser[];
  /** A fresh copy for an API; @returns its `DATABASE_URL` */
  readonly copy: (scheme: Scheme) => Promise<string>;
}

/** @param folder private to this demo */
export const seedDatabase = async (folder: string): Promise<UserDatabase> => {
  const original = join(folder, 'seeded.db');
  const store = await openUserStore(`sqlite:${original}`);
  const hasher = createPasswordHasher(HASHING);
  const users: SeededUser[] = [];
  try {
    for (const { prefix, password, roles } of PEOPLE) {
      const seeded = await seedUsers(store, { count: 1, prefix, password, roles, hasher });
      users.push(...seeded.map(({ id, email }) => ({ id, email, password, roles: [...roles] })));
    }
  } finally {
    // The last connection to close writes everything into the one file.
    await store.close();
  }
  let copies = 0;
  return { users, copy: async (scheme) => await copyOf(original, join(folder, `${scheme}-${(copies += 1)}.db`)) };
};

const copyOf = async (original: string, copy: string): Promise<string> => {
  await copyFile(original, copy);
  return `sqlite:${copy}`;
};
