// What the store holds of one login session, and how it is written down.
import { ROLES, type Role } from '@authlab/contract';
import type { SessionData } from 'express-session';

/** The facts of a login session; instants in milliseconds since 1970. Never changed by a request. */
export interface StoredLogin {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly ip: string;
  readonly device?: string;
  readonly createdAtMs: number;
}

declare module 'express-session' {
  interface SessionData {
    login: StoredLogin;
  }
}

const BAR = '|';
const KNOWN_ROLES: ReadonlySet<string> = new Set(ROLES);

const rolesIn = (text: string): Role[] => text.split(',').filter((role): role is Role => KNOWN_ROLES.has(role));

const bodyOf = (text: string): { readonly login: StoredLogin } => {
  const bar = text.indexOf(BAR);
  const body = JSON.parse(text.slice(bar + 1));
  body.login.roles = rolesIn(text.slice(0, bar));
  return body;
};

/**
 * `roles|json`: the roles stand before the JSON, so that a script in Redis can change them without touching what a
 * request may be writing. The cookie's attributes are the same for all sessions and are not stored.
 */
export const sessionFormat = {
  stringify({ cookie: _cookie, login, ...rest }: SessionData): string {
    const { roles, ...facts } = login;
    return `${roles.join(',')}${BAR}${JSON.stringify({ login: facts, ...rest })}`;
  },

  /** The part that a request may rewrite: everything but the roles. */
  stringifyBody(session: SessionData): string {
    const text = sessionFormat.stringify(session);
    return text.slice(text.indexOf(BAR) + 1);
  },

  /** express-session makes its cookie object anew from the options when a session is inflated. */
  parse(text: string): SessionData {
    return { ...bodyOf(text), cookie: {} as SessionData['cookie'] };
  },

  /** What every request needs, without the rest. */
  loginOf(text: string): StoredLogin {
    return bodyOf(text).login;
  },
};
