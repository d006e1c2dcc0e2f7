// How long and how widely the store may use its database.

export interface StoreLimits {
  /** Connections to PostgreSQL at most, in this process. */
  readonly maxConnections: number;
  /** How long to wait for a connection to PostgreSQL. */
  readonly connectTimeoutMs: number;
  /** How long a statement may take; with SQLite, how long it waits for another connection's lock. */
  readonly statementTimeoutMs: number;
}

export const DEFAULT_LIMITS: StoreLimits = { maxConnections: 10, connectTimeoutMs: 2000, statementTimeoutMs: 2000 };

/** A replica that starts may have to wait until others have migrated. */
export const MIGRATION_TIMEOUT_MS = 60_000;
