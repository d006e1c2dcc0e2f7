// Keys for access tokens, one for each algorithm that the APIs know.
import { generateKeyPairSync, type JsonWebKey, randomBytes, randomUUID } from 'node:crypto';

export type Algorithm = 'HS256' | 'RS256' | 'ES256';

/** A private key as it stands in `JWT_KEYS`. */
export type SigningKey = JsonWebKey & { readonly alg: Algorithm; readonly kid: string };

const MAKE: Readonly<Record<Algorithm, () => JsonWebKey>> = {
  HS256: () => ({ kty: 'oct', k: randomBytes(32).toString('base64url') }),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
};

export const makeSigningKey = (alg: Algorithm): SigningKey => ({ ...MAKE[alg](), alg, kid: randomUUID() });

/** The text of `JWT_KEYS`; the first one signs. */
export const keySetOf = (...keys: readonly SigningKey[]): string => JSON.stringify({ keys });

const PREFIX = 'signed with ';

/** How the name of a target says that its tokens are signed with another algorithm than HS256. */
export type Signing = `${typeof PREFIX}${Exclude<Algorithm, 'HS256'>}`;

export const isSigning = (text: string): text is Signing => text.startsWith(PREFIX);

/** A fresh set with one key. */
export const signingKeys = (signing: Signing): string =>
  keySetOf(makeSigningKey(signing.slice(PREFIX.length) as Algorithm));
