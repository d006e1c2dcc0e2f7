// Tells a database that cannot serve just now from one that refuses what it was asked.
import { AppError } from '@authlab/contract';

const RETRY_AFTER_SECONDS = 1;

/**
 * Runs `work`; if it fails because the database is unreachable, locked, full or too slow, rejects with `AppError`
 * `store_unavailable`, which has the driver's error as its `cause` alone. Any other error stays as it is: waiting would
 * not help.
 */
export const storeCall = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw isOutage(error)
      ? new AppError('store_unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error })
      : error;
  }
};

/** Another connection holds the lock (SQLITE_BUSY, SQLITE_LOCKED). */
export const isSqliteBusy = (error: unknown): boolean => SQLITE_BUSY.has(sqliteResult(error));

/** The primary result code is the low byte of an extended one: https://www.sqlite.org/rescode.html. */
const sqliteResult = (error: unknown): number => {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number' ? errcode & 0xff : 0;
};

const SQLITE_BUSY: ReadonlySet<number> = new Set([5, 6]);
/** SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN. */
const SQLITE_OUTAGE: ReadonlySet<number> = new Set([10, 13, 14]);

/** What Node says of a connection that cannot be made or was lost. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/**
 * https://www.postgresql.org/docs/current/errcodes-appendix.html: connection exceptions (08), insufficient resources
 * (53), statement timeout (57014), shutdown and start (57P0x), lock not available (55P03), deadlock or serialisation
 * failure (40P01, 40001), idle timeouts (25P0x, 57P05).
 */
const POSTGRES_STATE = /^(?:08...|53...|57014|57P0[1235]|55P03|40P01|40001|25P0[34])$/u;

/** pg and pg-pool give these errors no code. */
const POSTGRES_MESSAGES: readonly string[] = [
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed',
];

const isOutage = (error: unknown): boolean => {
  const sqlite = sqliteResult(error);
  if (sqlite !== 0) return SQLITE_BUSY.has(sqlite) || SQLITE_OUTAGE.has(sqlite);
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') return NETWORK_CODES.has(code) || POSTGRES_STATE.test(code);
  return POSTGRES_MESSAGES.some((start) => String(message).startsWith(start));
};
