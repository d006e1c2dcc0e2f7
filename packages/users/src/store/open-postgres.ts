// Opens the users' database on a PostgreSQL server.
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import { Client, Pool, type PoolClient } from 'pg';
import { DatabaseUrlError } from './database-url.ts';
import { migrate } from './migrate.ts';
import { MIGRATION_TIMEOUT_MS, type StoreLimits } from './store-limits.ts';
import type { Tables } from './tables.ts';

/** Any number, as long as every version of this package has the same. */
const MIGRATION_LOCK = 4_861_203_775;

/** What the client waits longer than the server: a server that still can should end the statement itself. */
const GRACE_MS = 500;

/** Migrates over a connection of its own, which may wait long for its turn, then opens the pool. */
export const openPostgres = async (url: string, limits: StoreLimits): Promise<Kysely<Tables>> => {
  checkUrl(url);
  const migrating = connect(url, { ...limits, maxConnections: 1, statementTimeoutMs: MIGRATION_TIMEOUT_MS });
  try {
    await migrate(migrating, (trx) => sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx));
  } finally {
    await migrating.destroy();
  }
  return connect(url, limits);
};

/** Has pg read the URL now, because its own error would come later and may quote the URL. */
const checkUrl = (url: string): void => {
  try {
    void new Client({ connectionString: url });
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new DatabaseUrlError(`${code}; special characters in user and password must be percent-encoded`);
  }
};

const connect = (url: string, limits: StoreLimits): Kysely<Tables> => {
  const pool = createPool(url, limits);
  // An idle connection that breaks has nobody to tell, and would end the process; the next query opens another or says
  // why not.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discardingBroken(pool) }) });
};

const createPool = (url: string, { maxConnections, connectTimeoutMs, statementTimeoutMs }: StoreLimits): Pool =>
  new Pool({
    connectionString: url,
    application_name: 'authlab',
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    // The server's own limit, and one for a server that does not answer at all.
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + GRACE_MS,
    keepAlive: true,
  });

/**
 * pg returns a connection whose query timed out to the pool with that query still on it; the next user would wait
 * behind it.
 */
const discardingBroken = (pool: Pool): PostgresPool => ({
  options: pool.options,
  connect: async () => watched(await pool.connect()),
  end: () => pool.end(),
});

const watched = (client: PoolClient): PostgresPoolClient => {
  let broken: Error | undefined;
  const query = async (text: string, parameters: readonly unknown[]) => {
    if (broken !== undefined) throw broken;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if ((error as Error).message === 'Query read timeout') broken = error as Error;
      throw error;
    }
  };
  return {
    // The other overload is for cursors, which nothing here uses.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(broken ?? destroy),
  };
};
