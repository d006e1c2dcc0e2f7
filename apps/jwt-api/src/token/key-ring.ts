// The signing keys: a private JWK Set (RFC 7517) becomes KeyObjects made once; the first signs, all verify.
import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { MIN_SECRET_BYTES, randomSecret } from '@authlab/api-kit';
import { z } from 'zod';

export const ALGORITHMS = ['HS256', 'RS256', 'ES256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** One key for one algorithm (RFC 8725 section 3.1); `publicJwk` is there for asymmetric keys alone. */
export interface TokenKey {
  readonly kid: string;
  readonly alg: Algorithm;
  readonly signWith: KeyObject | undefined;
  readonly verifyWith: KeyObject;
  readonly publicJwk?: JsonWebKey;
}

/** All keys that verify, by their `kid`, and the one that signs. */
export interface KeyRing {
  readonly signing: TokenKey & { readonly signWith: KeyObject };
  readonly byKid: ReadonlyMap<string, TokenKey>;
}

/** RFC 7518 section 3.3. */
const MIN_RSA_BITS = 2048;

const jwkSet = z.object({
  keys: z
    .array(
      z.looseObject({ kty: z.enum(['oct', 'RSA', 'EC']), alg: z.enum(ALGORITHMS), kid: z.string().min(1).max(64) }),
    )
    .min(1),
});
type Jwk = z.output<typeof jwkSet>['keys'][number];

/** Parses JWT_KEYS; its messages name the position of a faulty key and never what is in it. */
export const keyRing = z.string().transform((text, context): KeyRing => {
  try {
    return toKeyRing(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof KeyFault ? error.message : UNREADABLE });
    return z.NEVER;
  }
});

const UNREADABLE = 'must be a JWK Set: {"keys":[{"kty":...,"alg":"HS256|RS256|ES256","kid":...,...}]} with usable keys';

class KeyFault extends Error {}

const toKeyRing = (text: string): KeyRing => {
  const set = jwkSet.safeParse(JSON.parse(text));
  if (!set.success) throw new KeyFault(UNREADABLE);
  const keys = set.data.keys.map(toTokenKey);
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  if (byKid.size !== keys.length) throw new KeyFault('has two keys with the same kid');
  const [first] = keys;
  if (first?.signWith === undefined) throw new KeyFault('must begin with a private or secret key, which signs');
  return { signing: { ...first, signWith: first.signWith }, byKid };
};

const toTokenKey = (jwk: Jwk, position: number): TokenKey => {
  const fault = (what: string) => new KeyFault(`key number ${position + 1} ${what}`);
  if (jwk.alg !== ALGORITHM_OF[jwk.kty]) throw fault('has an alg that does not go with its kty');
  return jwk.kty === 'oct' ? toSecretKey(jwk, fault) : toAsymmetricKey(jwk, fault);
};

const ALGORITHM_OF = { oct: 'HS256', RSA: 'RS256', EC: 'ES256' } as const;

type Fault = (what: string) => KeyFault;

const toSecretKey = ({ kid, alg, k }: Jwk, fault: Fault): TokenKey => {
  const secret = Buffer.from(typeof k === 'string' ? k : '', 'base64url');
  if (secret.length < MIN_SECRET_BYTES) throw fault(`has fewer than ${MIN_SECRET_BYTES} bytes (RFC 7518 section 3.2)`);
  const key = createSecretKey(secret);
  return { kid, alg, signWith: key, verifyWith: key };
};

const toAsymmetricKey = (jwk: Jwk, fault: Fault): TokenKey => {
  const { kid, alg } = jwk;
  const source = { key: jwk as unknown as JsonWebKey, format: 'jwk' } as const;
  const verifyWith = createPublicKey(source);
  const { modulusLength = 0, namedCurve } = verifyWith.asymmetricKeyDetails ?? {};
  if (alg === 'RS256' && modulusLength < MIN_RSA_BITS) throw fault(`has fewer than ${MIN_RSA_BITS} bits`);
  if (alg === 'ES256' && namedCurve !== 'prime256v1') throw fault('is not on the curve P-256');
  const publicJwk = { ...verifyWith.export({ format: 'jwk' }), kid, alg, use: 'sig' };
  return { kid, alg, verifyWith, publicJwk, signWith: 'd' in jwk ? createPrivateKey(source) : undefined };
};

/** A set with one random HS256 key, for development. */
export const randomKeySet = (): string =>
  JSON.stringify({ keys: [{ kty: 'oct', alg: 'HS256', kid: 'development', k: randomSecret() }] });
