// The first admin of an installation, on both databases.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DatabaseServer } from '../test/database-server.ts';
import { type OpenAccounts, openAccounts } from '../test/open-accounts.ts';
import { DATABASE_KINDS, startDatabases } from '../test/start-databases.ts';
import { authenticateUser } from './authenticate-user.ts';
import { ensureAdmin } from './ensure-admin.ts';
import { registerUser } from './register-user.ts';

const email = 'root@example.com';
const password = 'correct horse battery';

describe.each(DATABASE_KINDS)('ensureAdmin on %s', (kind) => {
  let server: DatabaseServer;
  let url = '';
  beforeAll(async () => {
    server = await startDatabases(kind);
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    url = await server.freshDatabase();
  });

  const withAccounts = async (run: (accounts: OpenAccounts) => Promise<void>): Promise<void> => {
    const accounts = await openAccounts(url);
    try {
      await run(accounts);
    } finally {
      await accounts.close();
    }
  };

  it('makes an admin who can log in, once', () =>
    withAccounts(async (accounts) => {
      expect(await ensureAdmin(accounts, email, password)).toBe('made');
      expect((await authenticateUser(accounts, { email, password })).roles).toContain('admin');
      expect(await ensureAdmin(accounts, 'other@example.com', 'x')).toBe('present');
      expect(await accounts.users.list({ limit: 5 })).toHaveLength(1);
    }));

  it('makes one admin though many replicas start at once', async () => {
    const replicas = await Promise.all(Array.from({ length: 5 }, () => openAccounts(url)));
    const outcomes = await Promise.all(replicas.map((replica) => ensureAdmin(replica, email, password)));
    expect(outcomes.toSorted()).toEqual(['made', 'present', 'present', 'present', 'present']);
    expect(await replicas[0]?.users.list({ limit: 5 })).toHaveLength(1);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('never promotes the account that somebody else opened with that address', () =>
    withAccounts(async (accounts) => {
      await registerUser(accounts, { email: email.toUpperCase(), password, displayName: 'Mallory' });
      await expect(ensureAdmin(accounts, email, password)).rejects.toMatchObject({ code: 'email_taken' });
      expect(await accounts.users.anyAdmin()).toBe(false);
    }));

  it('holds the password to the same rules', () =>
    withAccounts(async (accounts) => {
      await expect(ensureAdmin(accounts, email, 'authlabauthlabauthlab')).rejects.toMatchObject({
        code: 'password_rejected',
      });
      expect(await accounts.users.list({ limit: 5 })).toEqual([]);
    }));
});
