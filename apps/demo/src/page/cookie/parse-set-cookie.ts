// Reads a Set-Cookie header as the wire showed it: the value, and what the browser was told to do with it.
import type { MarkedText } from '../../protocol/marked-text.ts';

export interface SetCookie {
  readonly name: string;
  /** Marked as a secret. */
  readonly value: MarkedText;
  readonly isHttpOnly: boolean;
  readonly isSecure: boolean;
  readonly sameSite: string | undefined;
  readonly path: string | undefined;
  /** In milliseconds since 1970, if the browser shall keep it beyond its own end. */
  readonly expiresAtMs: number | undefined;
}

const MS = 1000;

/** @param receivedAtMs what `Max-Age` counts from */
export const parseSetCookie = (header: string, receivedAtMs: number): SetCookie | undefined => {
  const [pair = '', ...rest] = header.split(';');
  const equals = pair.indexOf('=');
  if (equals < 1) return undefined;
  const value = pair.slice(equals + 1).trim();
  const attributes = new Map(rest.map(attribute));
  return {
    name: pair.slice(0, equals).trim(),
    value: { text: value, secrets: value === '' ? [] : [{ start: 0, end: value.length }] },
    isHttpOnly: attributes.has('httponly'),
    isSecure: attributes.has('secure'),
    sameSite: attributes.get('samesite'),
    path: attributes.get('path'),
    expiresAtMs: expiryOf(attributes, receivedAtMs),
  };
};

const attribute = (text: string): [name: string, value: string] => {
  const [name = '', ...value] = text.split('=');
  return [name.trim().toLowerCase(), value.join('=').trim()];
};

/** `Max-Age` wins over `Expires` (RFC 6265 section 5.3). */
const expiryOf = (attributes: ReadonlyMap<string, string>, receivedAtMs: number): number | undefined => {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined) return receivedAtMs + Number(maxAge) * MS;
  const expires = attributes.get('expires');
  return expires === undefined ? undefined : Date.parse(expires);
};

/** A cookie whose life is over already: that is how a server takes one back. */
export const isTakenBack = ({ expiresAtMs }: SetCookie, nowMs: number): boolean =>
  expiresAtMs !== undefined && expiresAtMs <= nowMs;
