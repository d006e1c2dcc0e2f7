// Reads the address of the users' database, and never repeats it, because it may hold a password.

/** Where users are stored. */
export type DatabaseTarget =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

const SQLITE = 'sqlite:';
const FORMS = 'sqlite:PATH, postgres://USER:PASSWORD@HOST:PORT/DATABASE or postgresql://...';

/** The address of the database cannot be used. The message holds no part of it. */
export class DatabaseUrlError extends Error {
  constructor(reason: string) {
    super(`The database URL cannot be used: ${reason}.`);
    this.name = 'DatabaseUrlError';
  }
}

/** @throws {DatabaseUrlError} */
export const parseDatabaseUrl = (databaseUrl: string): DatabaseTarget => {
  if (databaseUrl.startsWith(SQLITE)) return { kind: 'sqlite', path: sqlitePath(databaseUrl.slice(SQLITE.length)) };
  if (/^postgres(?:ql)?:\/\//u.test(databaseUrl)) return { kind: 'postgres', url: databaseUrl };
  throw new DatabaseUrlError(`it must be ${FORMS}`);
};

const sqlitePath = (path: string): string => {
  if (path === '') throw new DatabaseUrlError('sqlite: must be followed by the path of a file');
  // `sqlite://data/users.db` looks relative and would be read as `/data/users.db`.
  if (/^\/\/(?!\/)/u.test(path)) throw new DatabaseUrlError('write sqlite:PATH, without //');
  return path;
};
