// Opens the place where users are kept.
import type { UserRepository } from '../user-repository.ts';
import { parseDatabaseUrl } from './database-url.ts';
import { KyselyUserRepository } from './kysely-user-repository.ts';
import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { storeCall } from './store-failure.ts';
import { DEFAULT_LIMITS, type StoreLimits } from './store-limits.ts';

/** An open store; `close` ends its connections. */
export interface UserStore {
  readonly users: UserRepository;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database and brings its schema up to date; any number of processes may do so at once.
 *
 * @param databaseUrl `sqlite:PATH` (`sqlite::memory:` for one that this process alone has) or
 *   `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 * @param options limits other than the default ones: 10 connections, 2 s for a connection, 2 s for a statement
 * @throws {DatabaseUrlError} if the URL cannot be used; it repeats no part of it
 * @throws {AppError} `store_unavailable` if the database cannot be reached
 */
export const openUserStore = async (databaseUrl: string, options: Partial<StoreLimits> = {}): Promise<UserStore> => {
  const target = parseDatabaseUrl(databaseUrl);
  const limits = { ...DEFAULT_LIMITS, ...options };
  const db = await storeCall(() =>
    target.kind === 'sqlite' ? openSqlite(target.path, limits) : openPostgres(target.url, limits),
  );
  return { users: new KyselyUserRepository(db), close: () => db.destroy() };
};
