// Lets Kysely speak to SQLite through `node:sqlite`, which ships with Node and needs no compiler.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { waitForLock } from './wait-for-lock.ts';

/**
 * Kysely's own SQLite dialect over `database`, but for how transactions begin and how locks are waited for.
 * `Kysely.destroy` closes the database.
 *
 * @param lockTimeoutMs how long a statement waits for another connection's lock
 */
export const createNodeSqliteDialect = (database: DatabaseSync, lockTimeoutMs: number): Dialect => ({
  createDriver: () => new PatientDriver(database, lockTimeoutMs),
  createAdapter: () => new TransactionalAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

class PatientDriver extends SqliteDriver {
  readonly #lockTimeoutMs: number;

  constructor(database: DatabaseSync, lockTimeoutMs: number) {
    super({ database: asKyselyExpects(database) });
    this.#lockTimeoutMs = lockTimeoutMs;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => waitForLock(this.#lockTimeoutMs, () => connection.executeQuery(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  /**
   * A transaction that reads first and writes later fails at once if another process wrote in between, and waiting is
   * no help. So it locks first.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/**
 * SQLite rolls back changes of the schema as well; Kysely's adapter says it does not, and would migrate without a
 * transaction.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The shape of better-sqlite3. */
const asKyselyExpects = (database: DatabaseSync): SqliteDatabase => ({
  close: () => database.close(),
  prepare: (sql) => statementOf(database.prepare(sql)),
});

const statementOf = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...values(parameters)),
  run: (parameters) => statement.run(...values(parameters)),
  iterate: (parameters) => statement.iterate(...values(parameters)),
});

const values = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
