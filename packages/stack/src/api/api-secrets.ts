// The secrets that all replicas of one API must agree on: a login on one of them is good on all.
import { randomBytes, randomUUID } from 'node:crypto';

const SECRET_BYTES = 32;

export type ApiSecrets = Readonly<Record<'COOKIE_SECRETS' | 'JWT_KEYS', string>>;

/** Fresh random secrets for either API: cookie secrets, and a JWK Set with one HS256 key. */
export const makeApiSecrets = (): ApiSecrets => ({
  COOKIE_SECRETS: randomSecret(),
  JWT_KEYS: JSON.stringify({ keys: [{ kty: 'oct', k: randomSecret(), alg: 'HS256', kid: randomUUID() }] }),
});

const randomSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');
