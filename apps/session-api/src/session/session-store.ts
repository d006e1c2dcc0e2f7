// The port that every strategy stands behind: where sessions are kept, and how a request finds its own.
import type { Role } from '@authlab/contract';
import type { SessionData, Store } from 'express-session';
import type { StoredLogin } from './stored-session.ts';

/** Injection token of the strategy's store. */
export const SESSION_STORE = Symbol('session store');

/** A session that has a login, as express-session holds it. */
export type LoginSessionData = SessionData & { readonly login: StoredLogin };

/** One live session as `listOf` gives it; instants in milliseconds since 1970. */
export interface ListedSession {
  readonly sessionId: string;
  readonly login: StoredLogin;
  readonly lastSeenAtMs: number;
}

/**
 * Sessions of one strategy. What changes something resolves when the store has confirmed it (what revokes: also so many of
 * its replicas as are asked for), and rejects with AppError `store_unavailable` otherwise. As a `Store` it serves express-session, which never creates here: it only saves what
 * still exists.
 */
export interface SessionStore extends Store {
  /** The login of a live session; a strategy that knows it from memory answers at once. */
  find(sessionId: string): StoredLogin | undefined | Promise<StoredLogin | undefined>;
  /** Stores a new session; beyond the limit per user the oldest ends. */
  create(sessionId: string, session: LoginSessionData): Promise<void>;
  /** Puts a new session in the place of an old one of the same user, in one step; false when the old one is gone. */
  replace(oldId: string, newId: string, session: LoginSessionData): Promise<boolean>;
  /** Counts the idle time from `lastSeenMs` on; what has ended stays ended. */
  extend(sessionId: string, lastSeenMs: number): Promise<void>;
  /** False when there was none. */
  end(sessionId: string): Promise<boolean>;
  /** Ends every session of a user, except `keep`, in one step. */
  endAll(userId: string, keep?: string): Promise<void>;
  /** Newest first. */
  listOf(userId: string): Promise<ListedSession[]>;
  changeRoles(userId: string, roles: readonly Role[]): Promise<void>;
}
