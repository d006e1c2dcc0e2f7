// The session cookie: its attributes, and reading it without express-session's machinery.
import { timingSafeEqual } from 'node:crypto';
import { COOKIE_NAMES } from '@authlab/contract';
import { parseCookie } from 'cookie';
import { LRUCache } from 'lru-cache';
import { HmacSha256 } from './hmac-sha256.ts';

/** RFC 6265bis sections 4.1.2.5-7 and 4.1.3.2: kept from script, from plain http, from other sites' requests and hosts. */
export const cookieAttributes = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

const SIGNED = 's:';
/** About 3 MB at the most. */
const KNOWN_COOKIES = 10_000;
const SIGNATURE_BYTES = 32;
/** 32 bytes in base64 without padding. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}$/u;

export type SessionCookie =
  | { readonly state: 'absent' }
  | { readonly state: 'forged' }
  | { readonly state: 'signed'; readonly sessionId: string };

const ABSENT: SessionCookie = { state: 'absent' };
const FORGED: SessionCookie = { state: 'forged' };

/** Reads session ids out of `Cookie` headers, in the form that express-session writes: `s:id.signature`. */
export class SessionCookieReader {
  readonly #keys: readonly HmacSha256[];
  /** Signatures that were right once are right for ever, under the same secrets: only good ones are remembered. */
  readonly #known = new LRUCache<string, SessionCookie>({ max: KNOWN_COOKIES });

  /** @param secrets in order: all of them verify */
  constructor(secrets: readonly string[]) {
    this.#keys = secrets.map((secret) => new HmacSha256(secret));
  }

  read(header: string | undefined): SessionCookie {
    const value = header === undefined ? undefined : parseCookie(header)[COOKIE_NAMES.session];
    if (value === undefined) return ABSENT;
    return this.#known.get(value) ?? this.#verify(value);
  }

  #verify(value: string): SessionCookie {
    const dot = value.lastIndexOf('.');
    const signature = value.slice(dot + 1);
    if (dot === -1 || !value.startsWith(SIGNED) || !SIGNATURE.test(signature)) return FORGED;
    const sessionId = value.slice(SIGNED.length, dot);
    const given = Buffer.from(signature, 'base64');
    // One text per signature: base64 has spellings that decode to the same bytes.
    const isCanonical = given.length === SIGNATURE_BYTES && given.toString('base64').startsWith(signature);
    if (!isCanonical || !this.#keys.some((key) => timingSafeEqual(key.digest(sessionId), given))) return FORGED;
    const cookie: SessionCookie = { state: 'signed', sessionId };
    this.#known.set(value, cookie);
    return cookie;
  }
}
