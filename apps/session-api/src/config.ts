// The configuration of session-api: the keys of both APIs and those of login sessions.
import {
  apiEnv,
  oneRedis,
  randomSecret,
  revocationEnv,
  staleAfterBeats,
  seconds,
  whole,
  withDevelopmentSecrets,
} from '@authlab/api-kit';
import { readEnv } from '@authlab/env';
import { z } from 'zod';

/** Ten years, as every lifetime; a touch comes at half the idle time at the latest anyway. */
const LONGEST_TOUCH_SECONDS = 315_360_000;

const sessionEnv = z
  .object({
    ...apiEnv,
    SESSION_STRATEGY: z.enum(['redis', 'tracked', 'memory']).default('redis'),
    // OWASP Session Management cheat sheet: 15 to 30 minutes idle for low-risk applications, 4 to 8 hours and more absolute.
    SESSION_IDLE_TTL_SECONDS: seconds.default(1800),
    SESSION_ABSOLUTE_TTL_SECONDS: seconds.default(43_200),
    // 0 touches on each request, which costs a second command: the lab measures what that is worth.
    SESSION_TOUCH_SECONDS: whole(0, LONGEST_TOUCH_SECONDS).default(60),
    SESSION_CACHE_MAX: whole(1, 10_000_000).default(100_000),
    ...revocationEnv,
  })
  .refine(...oneRedis)
  .refine(...staleAfterBeats)
  .refine(({ SESSION_STRATEGY, NODE_ENV }) => SESSION_STRATEGY !== 'memory' || NODE_ENV !== 'production', {
    path: ['SESSION_STRATEGY'],
    message: 'memory is refused in production: replicas do not share it, and a restart loses every session',
  })
  .refine(({ SESSION_STRATEGY, REVOCATION_REPLICAS }) => SESSION_STRATEGY !== 'memory' || REVOCATION_REPLICAS === 0, {
    path: ['REVOCATION_REPLICAS'],
    message:
      'must be 0 with SESSION_STRATEGY=memory: its sessions are not in Redis, so no replica can confirm anything',
  })
  .refine((config) => config.SESSION_IDLE_TTL_SECONDS <= config.SESSION_ABSOLUTE_TTL_SECONDS, {
    path: ['SESSION_IDLE_TTL_SECONDS'],
    message: 'must not be longer than SESSION_ABSOLUTE_TTL_SECONDS',
  });

export type Config = Readonly<z.output<typeof sessionEnv>>;

/** @throws {EnvError} naming every faulty key */
export const readConfig = (environment: Readonly<Record<string, string | undefined>> = process.env) => {
  const { source, made } = withDevelopmentSecrets(environment, { COOKIE_SECRETS: randomSecret });
  return { config: readEnv(sessionEnv, source), madeSecrets: made };
};
