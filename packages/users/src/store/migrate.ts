// Brings the schema up to date, once, however many replicas start together.
import type { Kysely, Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from './migrations.ts';
import type { Tables } from './tables.ts';

/**
 * Runs what is missing of the migrations in ONE transaction that first takes a lock: whoever comes second waits, then
 * finds nothing to do. Kysely's own lock is not enough: on SQLite it does nothing, and on both its bookkeeping tables
 * are made before it is taken.
 *
 * @param lock takes a lock that other migrations wait for and that ends with the transaction
 */
export const migrate = async (
  db: Kysely<Tables>,
  lock: (trx: Transaction<Tables>) => Promise<unknown>,
): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await lock(trx);
    const provider = { getMigrations: async () => ({ ...MIGRATIONS }) };
    const { error } = await new Migrator({ db: trx, provider }).migrateToLatest();
    if (error !== undefined) throw error as Error;
  });
};
