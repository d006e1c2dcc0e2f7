// The session cookie: its attributes, and reading it without express-session's machinery.
import { COOKIE_NAMES } from '@authlab/contract';
import { parseCookie } from 'cookie';
import { unsign } from 'cookie-signature';

/** RFC 6265bis sections 4.1.2.5-7 and 4.1.3.2: kept from script, from plain http, from other sites' requests and hosts. */
export const cookieAttributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

const SIGNED = 's:';

export type SessionCookie =
  | { readonly state: 'absent' }
  | { readonly state: 'forged' }
  | { readonly state: 'signed'; readonly sessionId: string };

/**
 * Reads the session id out of a `Cookie` header, in the form that express-session writes: `s:id.signature`.
 * @param secrets in order: all of them verify
 */
export const readSessionCookie = (header: string | undefined, secrets: readonly string[]): SessionCookie => {
  const value = header === undefined ? undefined : parseCookie(header)[COOKIE_NAMES.session];
  if (value === undefined) return { state: 'absent' };
  if (!value.startsWith(SIGNED)) return { state: 'forged' };
  for (const secret of secrets) {
    const sessionId = unsign(value.slice(SIGNED.length), secret);
    if (sessionId !== false) return { state: 'signed', sessionId };
  }
  return { state: 'forged' };
};
