// The environment in which an API is measured: production mode, cheap password hashing, no login limits.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Scheme, Strategy } from '@authlab/contract';

export interface TargetPlace {
  readonly redisUrl: string;
  /** Of the SQLite file with the users. */
  readonly databaseFile: string;
  readonly accessTtlSeconds: number;
}

/** What all replicas of one target must agree on: a login on one of them is good on all. */
export type TargetSecrets = Readonly<Record<string, string>>;

export const schemeOf = (target: Strategy): Scheme => (target.startsWith('session/') ? 'session' : 'jwt');

export const makeSecrets = (target: Strategy): TargetSecrets => ({
  COOKIE_SECRETS: secret(),
  ...(schemeOf(target) === 'jwt' ? { JWT_KEYS: signingKeys() } : {}),
});

export const targetEnvironment = (
  target: Strategy,
  place: TargetPlace,
  secrets: TargetSecrets,
): Readonly<Record<string, string>> => ({
  ...secrets,
  ...strategyKeys(target, place),
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: '0',
  MANAGEMENT_PORT: '0',
  REDIS_URL: place.redisUrl,
  DATABASE_URL: `sqlite:${place.databaseFile}`,
  // A busy machine delays everybody; only the fault experiments ask how a slow Redis is handled.
  REDIS_DEADLINE_MS: '5000',
  MAX_SESSIONS_PER_USER: '1000',
  // The lab logs in by the hundred and measures what comes after the login.
  ARGON2_MEMORY_KIB: '8',
  HASH_QUEUE: '10000',
  LOGIN_LIMIT_PER_ACCOUNT: '0',
  LOGIN_LIMIT_PER_ADDRESS: '0',
});

const strategyKeys = (target: Strategy, { accessTtlSeconds }: TargetPlace): Record<string, string> => {
  const strategy = target.slice(target.indexOf('/') + 1);
  if (schemeOf(target) === 'session') return { SESSION_STRATEGY: strategy };
  return {
    JWT_STRATEGY: strategy,
    JWT_ISSUER: 'https://lab.example',
    JWT_AUDIENCE: 'https://api.lab.example',
    ACCESS_TTL_SECONDS: String(accessTtlSeconds),
  };
};

const signingKeys = (): string =>
  JSON.stringify({ keys: [{ kty: 'oct', k: secret(), alg: 'HS256', kid: randomUUID() }] });

const secret = (): string => randomBytes(32).toString('base64url');
