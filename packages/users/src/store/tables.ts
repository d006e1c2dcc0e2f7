// The tables as Kysely knows them, and how a row becomes a user.
import type { Role } from '@authlab/contract';
import type { ColumnType, Insertable, Selectable } from 'kysely';
import { emailKey } from '../email-key.ts';
import type { User } from '../user.ts';

/**
 * One shape for both databases. What differs is what a driver answers: PostgreSQL gives booleans and dates, SQLite 0 or
 * 1 and text; both take 0 or 1 and text.
 */
interface UsersTable {
  id: string;
  email: string;
  email_key: string;
  display_name: string;
  password_hash: string;
  /** A JSON array. */
  roles: string;
  disabled: ColumnType<boolean | number, 0 | 1, 0 | 1>;
  epoch: number;
  /** ISO 8601, UTC. */
  created_at: ColumnType<Date | string, string, never>;
}

export interface Tables {
  users: UsersTable;
}

export const toRow = (user: User): Insertable<UsersTable> => ({
  id: user.id,
  email: user.email,
  email_key: emailKey(user.email),
  display_name: user.displayName,
  password_hash: user.passwordHash,
  roles: rolesColumn(user.roles),
  disabled: user.disabled ? 1 : 0,
  epoch: user.epoch,
  created_at: user.createdAt.toISOString(),
});

export const fromRow = (row: Selectable<UsersTable>): User => ({
  id: row.id,
  email: row.email,
  displayName: row.display_name,
  passwordHash: row.password_hash,
  roles: JSON.parse(row.roles) as Role[],
  disabled: Boolean(row.disabled),
  epoch: row.epoch,
  createdAt: new Date(row.created_at),
});

export const rolesColumn = (roles: readonly Role[]): string => JSON.stringify(roles);

/** Matches the column of whoever has the role. */
export const rolesPattern = (role: Role): string => `%"${role}"%`;
