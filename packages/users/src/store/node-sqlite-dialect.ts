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

/** Kysely's own SQLite dialect over `database`, but for how transactions begin. `Kysely.destroy` closes the database. */
export const createNodeSqliteDialect = (database: DatabaseSync): Dialect => ({
  createDriver: () => new ImmediateDriver({ database: asKyselyExpects(database) }),
  createAdapter: () => new TransactionalAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
});

/** A transaction that reads first and writes later fails at once if another process wrote in between: no timeout helps. So it locks first. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite rolls back changes of the schema as well; Kysely's adapter says it does not, and would migrate without a transaction. */
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
