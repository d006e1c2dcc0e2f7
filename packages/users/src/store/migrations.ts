// The history of the schema: a released migration is never edited, a change is a new one with a later name.
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** SQLite takes the types' names as PostgreSQL knows them, and keeps what it is given: text, and 0 or 1. */
const createUsers = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('users')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('email_key', 'text', (column) => column.notNull().unique())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('disabled', 'boolean', (column) => column.notNull())
    .addColumn('epoch', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute();
};

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-create-users': { up: createUsers },
};
