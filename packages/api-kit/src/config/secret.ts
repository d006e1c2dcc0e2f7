// Secrets from the environment: long enough, in order (first signs, all verify), made at random in development alone.
import { randomBytes } from 'node:crypto';
import { list } from './field.ts';

/** HMAC-SHA-256 keys should be as long as the hash (RFC 2104 section 3, RFC 7518 section 3.2). */
export const MIN_SECRET_BYTES = 32;

export const cookieSecrets = list.refine(
  (secrets) => secrets.length > 0 && secrets.every((secret) => Buffer.byteLength(secret) >= MIN_SECRET_BYTES),
  { message: `must be one or more secrets of at least ${MIN_SECRET_BYTES} bytes, separated by commas` },
);

type Environment = Readonly<Record<string, string | undefined>>;

/** In development, fills in the secrets that are missing and says which; elsewhere the environment stays as it is. */
export const withDevelopmentSecrets = (
  source: Environment,
  makers: Readonly<Record<string, () => string>>,
): { readonly source: Environment; readonly made: readonly string[] } => {
  if (source['NODE_ENV'] !== 'development') return { source, made: [] };
  const made = Object.keys(makers).filter((key) => !source[key] && !source[`${key}_FILE`]);
  const secrets = Object.fromEntries(made.map((key) => [key, makers[key]?.()]));
  return { source: { ...source, ...secrets }, made };
};

/** 256 random bits, in characters that need no escaping anywhere. */
export const randomSecret = (): string => randomBytes(MIN_SECRET_BYTES).toString('base64url');
