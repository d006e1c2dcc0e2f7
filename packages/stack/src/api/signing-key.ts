// Keys for access tokens, one for each algorithm that jwt-api knows.
import { generateKeyPairSync, type JsonWebKey, randomBytes, randomUUID } from 'node:crypto';

export type Algorithm = 'HS256' | 'RS256' | 'ES256';

/** A private key as it stands in `JWT_KEYS`. */
export type SigningKey = JsonWebKey & { readonly alg: Algorithm; readonly kid: string };

const SECRET_BYTES = 32;

const MAKE: Readonly<Record<Algorithm, () => JsonWebKey>> = {
  HS256: () => ({ kty: 'oct', k: randomBytes(SECRET_BYTES).toString('base64url') }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
};

export const makeSigningKey = (alg: Algorithm): SigningKey => ({ ...MAKE[alg](), alg, kid: randomUUID() });

/** The text of `JWT_KEYS`; the first one signs. */
export const keySetOf = (...keys: readonly SigningKey[]): string => JSON.stringify({ keys });
