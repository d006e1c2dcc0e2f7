// Opens the users' database in a SQLite file that several processes may share.
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { DatabaseUrlError } from './database-url.ts';
import { migrate } from './migrate.ts';
import { createNodeSqliteDialect } from './node-sqlite-dialect.ts';
import { isSqliteBusy } from './store-failure.ts';
import { MIGRATION_TIMEOUT_MS, type StoreLimits } from './store-limits.ts';
import type { Tables } from './tables.ts';

const MEMORY = ':memory:';
const RETRY_MS = 10;

/**
 * Opens and migrates. `:memory:` is a database of this one connection.
 *
 * Write-ahead logging lets readers and one writer work at once. `synchronous=NORMAL` keeps the file whole through any crash, and
 * every committed change through a crash of the process; a power cut may take back the last ones.
 */
export const openSqlite = async (path: string, limits: StoreLimits): Promise<Kysely<Tables>> => {
  if (path !== MEMORY) createPrivately(path);
  const database = new DatabaseSync(path, { timeout: MIGRATION_TIMEOUT_MS });
  try {
    await enableWriteAheadLog(database, Date.now() + MIGRATION_TIMEOUT_MS);
    database.exec('PRAGMA synchronous = NORMAL');
    const db = new Kysely<Tables>({ dialect: createNodeSqliteDialect(database) });
    // No further lock: each transaction of the dialect begins by taking SQLite's one write lock.
    await migrate(db, async () => undefined);
    database.exec(`PRAGMA busy_timeout = ${Math.trunc(limits.statementTimeoutMs)}`);
    return db;
  } catch (error) {
    database.close();
    throw error;
  }
};

/**
 * For the owner alone from its first byte on; SQLite gives its side files the same mode. A file that is there keeps the mode it has.
 * It must not even be opened then: closing it would release the locks that SQLite holds on it in this process.
 */
const createPrivately = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') throw new DatabaseUrlError(`the SQLite file cannot be made (${code ?? 'unknown error'})`);
  }
};

/** The one statement that does not wait for a lock, whatever the timeout: two processes that make a file together meet here. */
const enableWriteAheadLog = async (database: DatabaseSync, deadline: number): Promise<void> => {
  for (;;) {
    try {
      database.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (!isSqliteBusy(error) || Date.now() >= deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
};
