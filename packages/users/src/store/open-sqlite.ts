// Opens the users' database in a SQLite file that several processes may share.
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { DatabaseUrlError } from './database-url.ts';
import { migrate } from './migrate.ts';
import { createNodeSqliteDialect } from './node-sqlite-dialect.ts';
import { MIGRATION_TIMEOUT_MS, type StoreLimits } from './store-limits.ts';
import type { Tables } from './tables.ts';
import { waitForLock } from './wait-for-lock.ts';

const MEMORY = ':memory:';
/**
 * SQLite's own wait, which blocks the process: enough for one commit of another process, after which `waitForLock`
 * takes over.
 */
const BLOCKING_WAIT_MS = 5;

/**
 * Opens and migrates. `:memory:` is a database of this one connection.
 *
 * Write-ahead logging lets readers and one writer work at once. `synchronous=NORMAL` keeps the file whole through any
 * crash, and every committed change through a crash of the process; a power cut may take back the last ones.
 */
export const openSqlite = async (path: string, limits: StoreLimits): Promise<Kysely<Tables>> => {
  if (path !== MEMORY) createPrivately(path);
  const database = new DatabaseSync(path, { timeout: BLOCKING_WAIT_MS });
  const kyselyWaiting = (lockTimeoutMs: number) =>
    new Kysely<Tables>({ dialect: createNodeSqliteDialect(database, lockTimeoutMs) });
  try {
    // Two processes that make a file together meet here: this statement fails at once, whatever SQLite's own timeout.
    await waitForLock(MIGRATION_TIMEOUT_MS, () => database.exec('PRAGMA journal_mode = WAL'));
    database.exec('PRAGMA synchronous = NORMAL');
    // No further lock: each transaction of the dialect begins by taking SQLite's one write lock.
    await migrate(kyselyWaiting(MIGRATION_TIMEOUT_MS), async () => undefined);
    return kyselyWaiting(limits.statementTimeoutMs);
  } catch (error) {
    database.close();
    throw error;
  }
};

/**
 * For the owner alone from its first byte on; SQLite gives its side files the same mode. A file that is there keeps the
 * mode it has. It must not even be opened then: closing it would release the locks that SQLite holds on it in this
 * process.
 */
const createPrivately = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new DatabaseUrlError(`the SQLite file cannot be made (${code ?? 'unknown error'})`);
  }
};
