// What the store holds of one login session, and how it is written down.
import type { Role } from '@authlab/contract';
import type { SessionData } from 'express-session';

/** The facts of a login session; instants in milliseconds since 1970. */
export interface StoredSession {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly ip: string;
  readonly device?: string;
  readonly createdAtMs: number;
}

declare module 'express-session' {
  interface SessionData {
    login: StoredSession;
  }
}

/**
 * `roles|json`: the roles stand before the JSON, so that a script in Redis can change them without touching what a
 * request may be writing. The cookie's attributes are the same for all sessions and are not stored.
 */
export const sessionFormat = {
  stringify({ cookie: _cookie, login, ...rest }: SessionData): string {
    const { roles, ...facts } = login;
    return `${roles.join(',')}|${JSON.stringify({ ...rest, login: facts })}`;
  },

  /** express-session makes its cookie object anew from the options when a session is inflated. */
  parse(text: string): SessionData {
    const bar = text.indexOf('|');
    const { login, ...rest } = JSON.parse(text.slice(bar + 1));
    return { ...rest, cookie: {}, login: { ...login, roles: text.slice(0, bar).split(',') } };
  },
};
