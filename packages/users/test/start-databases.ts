// Gives a test empty databases of either kind, and removes them afterwards.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseServer } from './database-server.ts';
import { startPostgres } from './start-postgres.ts';

export const DATABASE_KINDS = ['sqlite', 'postgres'] as const;

export const startDatabases = async (kind: (typeof DATABASE_KINDS)[number]): Promise<DatabaseServer> =>
  kind === 'postgres' ? startPostgres() : startSqlite();

const startSqlite = (): DatabaseServer => {
  const folder = mkdtempSync(join(tmpdir(), 'authlab-users-'));
  return {
    freshDatabase: async () => `sqlite:${join(folder, `${randomUUID()}.db`)}`,
    stop: async () => rmSync(folder, { recursive: true }),
  };
};
