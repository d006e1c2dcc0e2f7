// The environment variables that both APIs understand (the table in the README), as one shape that each API extends.
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { list, milliseconds, port, whole } from './field.ts';
import { redisEnv } from './redis-env.ts';
import { cookieSecrets } from './secret.ts';

const ORIGIN = /^https?:\/\/[^/?#@\s]+$/u;

/** Keys and their parsers; spread it into the schema that goes to `readEnv`. */
export const apiEnv = {
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(0),
  MANAGEMENT_PORT: port.default(0),
  DRAIN_DELAY_MS: whole(0, 600_000).default(0),
  TRUST_PROXY: list.default([]),
  ALLOWED_ORIGINS: list
    .refine((origins) => origins.every((origin) => ORIGIN.test(origin) && new URL(origin).origin === origin), {
      message: 'must be exact origins such as https://app.example.com, separated by commas',
    })
    .default([]),
  ...redisEnv,
  REDIS_DEADLINE_MS: milliseconds.default(250),
  // Replication is asynchronous: what the master alone has written dies with it. So many replicas must have a revocation.
  REVOCATION_REPLICAS: whole(0, 100).default(0),
  DATABASE_URL: z
    .string()
    .regex(/^(?:sqlite:|postgres(?:ql)?:\/\/)/u, 'must start with sqlite:, postgres:// or postgresql://')
    .default('sqlite:authlab.db'),
  COOKIE_SECRETS: cookieSecrets,
  MAX_SESSIONS_PER_USER: whole(1, 1000).default(20),
  // OWASP Password Storage Cheat Sheet: argon2id with m=46 MiB, t=1, p=1.
  ARGON2_MEMORY_KIB: whole(8, 4_194_304).default(47_104),
  ARGON2_TIME_COST: whole(1, 100).default(1),
  ARGON2_PARALLELISM: whole(1, 64).default(1),
  HASH_CONCURRENCY: whole(1, 1024).default(availableParallelism()),
  HASH_QUEUE: whole(0, 1_000_000).default(64),
  LOGIN_LIMIT_PER_ACCOUNT: limit('10/300s'),
  LOGIN_LIMIT_PER_ADDRESS: limit('100/300s'),
  ADMIN_EMAIL: z.email('must be an email address').optional(),
  ADMIN_PASSWORD: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
} as const;

/** What `readEnv` gives for `apiEnv`. */
export type ApiEnv = z.output<z.ZodObject<typeof apiEnv>>;

/** A limit such as `10/300s`; 0 turns it off. */
export interface AttemptLimit {
  readonly attempts: number;
  readonly windowSeconds: number;
}

function limit(fallback: string) {
  return z
    .string()
    .regex(
      /^(?:0|[1-9]\d{0,6}\/[1-9]\d{0,5}s)$/u,
      'must look like 10/300s (attempts per seconds), or be 0 for no limit',
    )
    .default(fallback)
    .transform((text): AttemptLimit | undefined => {
      const [attempts, window] = text.split('/');
      if (window === undefined) return undefined;
      return { attempts: Number(attempts), windowSeconds: Number.parseInt(window, 10) };
    });
}
