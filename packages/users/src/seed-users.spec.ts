// Seeding users for the lab.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OpenAccounts, openAccounts } from '../test/open-accounts.ts';
import { authenticateUser } from './authenticate-user.ts';
import { seedUsers } from './seed-users.ts';

const password = 'correct horse battery';

describe('seedUsers', () => {
  let accounts: OpenAccounts;
  beforeEach(async () => {
    accounts = await openAccounts();
  });
  afterEach(() => accounts.close());

  it('makes as many users as asked for, each of whom can log in', async () => {
    const seeded = await seedUsers(accounts, { count: 500, password, hasher: accounts.hasher });
    expect(new Set(seeded.map((user) => user.email)).size).toBe(500);
    expect(await accounts.users.list({ limit: 1000 })).toHaveLength(500);
    const last = seeded.at(-1)!;
    expect(await authenticateUser(accounts, { email: last.email, password })).toMatchObject({
      id: last.id,
      roles: ['user'],
    });
  });

  it('computes one hash for all of them', async () => {
    let hashes = 0;
    const hasher = {
      hash: (text: string) => {
        hashes += 1;
        return accounts.hasher.hash(text);
      },
    };
    await seedUsers(accounts, { count: 50, password, hasher });
    expect(hashes).toBe(1);
  });

  it('keeps groups of users apart by prefix and role, and inserts all of a group or none', async () => {
    const plan = { count: 3, password, hasher: accounts.hasher };
    await seedUsers(accounts, plan);
    await seedUsers(accounts, { ...plan, prefix: 'admin', roles: ['user', 'admin'] });
    await expect(seedUsers(accounts, { ...plan, count: 9 })).rejects.toMatchObject({ code: 'email_taken' });
    expect(await accounts.users.list({ limit: 50 })).toHaveLength(6);
    expect(await accounts.users.findByEmail('admin-2@lab.example')).toMatchObject({ roles: ['user', 'admin'] });
  });
});
