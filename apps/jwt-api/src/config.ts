// The configuration of jwt-api: the keys of both APIs and those of tokens.
import {
  apiEnv,
  oneRedis,
  randomSecret,
  seconds,
  secondsOrNone,
  whole,
  withDevelopmentSecrets,
  revocationEnv,
  staleAfterBeats,
} from '@authlab/api-kit';
import { readEnv } from '@authlab/env';
import { z } from 'zod';
import { keyRing, randomKeySet } from './token/key-ring.ts';

const tokenEnv = z
  .object({
    ...apiEnv,
    JWT_STRATEGY: z.enum(['stateless', 'denylist', 'pushed']).default('stateless'),
    JWT_KEYS: keyRing,
    JWT_ISSUER: z.string(),
    JWT_AUDIENCE: z.string(),
    ACCESS_TTL_SECONDS: seconds.default(300),
    REFRESH_IDLE_TTL_SECONDS: seconds.default(86_400),
    REFRESH_ABSOLUTE_TTL_SECONDS: seconds.default(2_592_000),
    // Long enough for two tabs and one lost answer (RFC 9700 section 4.14.2 leaves the window to us), too short to be a second life.
    REFRESH_GRACE_SECONDS: secondsOrNone.default(10),
    CLOCK_TOLERANCE_SECONDS: secondsOrNone.default(0),
    /** Verified tokens that a process remembers; 0 turns it off. One takes about a kilobyte. */
    TOKEN_CACHE_MAX: whole(0, 10_000_000).default(10_000),
    ...revocationEnv,
    /** Of `pushed`, in memory; see docs/deployment.md for what an entry costs. */
    REVOCATION_MAX_ENTRIES: whole(1, 100_000_000).default(1_000_000),
  })
  .refine(...oneRedis)
  .refine(...staleAfterBeats)
  .refine((config) => config.REFRESH_IDLE_TTL_SECONDS <= config.REFRESH_ABSOLUTE_TTL_SECONDS, {
    path: ['REFRESH_IDLE_TTL_SECONDS'],
    message: 'must not be longer than REFRESH_ABSOLUTE_TTL_SECONDS',
  });

export type Config = Readonly<z.output<typeof tokenEnv>>;

const DEVELOPMENT_NAME = 'https://authlab.localhost';

/** @throws {EnvError} naming every faulty key */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env) => {
  const { source, made } = withDevelopmentSecrets(environment, {
    COOKIE_SECRETS: randomSecret,
    JWT_KEYS: randomKeySet,
    JWT_ISSUER: () => DEVELOPMENT_NAME,
    JWT_AUDIENCE: () => DEVELOPMENT_NAME,
  });
  return { config: readEnv(tokenEnv, source), madeSecrets: made };
};
