// The secrets that all replicas of one API must agree on: a login on one of them is good on all.
import { randomBytes } from 'node:crypto';
import { keySetOf, makeSigningKey } from './signing-key.ts';

const SECRET_BYTES = 32;

export type ApiSecrets = Readonly<Record<'COOKIE_SECRETS' | 'JWT_KEYS', string>>;

/** Fresh random secrets for either API: cookie secrets, and a JWK Set with one HS256 key. */
export const makeApiSecrets = (): ApiSecrets => ({
  COOKIE_SECRETS: randomBytes(SECRET_BYTES).toString('base64url'),
  JWT_KEYS: keySetOf(makeSigningKey('HS256')),
});
