// The bodies of what the page asks for; no unknown keys.
import { ROLES } from '@authlab/contract';
import { z } from 'zod';
import { replicaIndexSchema, schemeSchema, strategySchema } from './scheme.ts';

/** Restarts the replicas of the scheme with it. Its Redis and its users stay, so logins live on where the strategy keeps them there. */
export const strategyRequestSchema = z
  .strictObject({ scheme: schemeSchema, strategy: strategySchema })
  .refine(({ scheme, strategy }) => strategy.startsWith(`${scheme}/`), {
    message: 'is a strategy of the other scheme',
  });

/** Restarts the replicas of the schemes whose lifetime changes. */
export const lifetimesSchema = z.strictObject({
  /** From the issue of an access token to its `exp`. */
  accessTtlSeconds: z.number().int().min(5).max(600),
  /** Without a request, a session ends after this. */
  sessionIdleTtlSeconds: z.number().int().min(5).max(3600),
});
export type Lifetimes = z.infer<typeof lifetimesSchema>;

/** Sticky: a browser keeps its replica while that lives; else one after the other. */
export const stickyRequestSchema = z.strictObject({ scheme: schemeSchema, on: z.boolean() });

/**
 * What happens to the Redis of both schemes. It replaces the fault before it; `none` heals.
 * - `kill`: the process is killed; connections are refused. Healing starts an empty one, because nothing was on disk.
 * - `hang`: the process is stopped (SIGSTOP); connections stay open, nothing answers. Healing goes on where it stood.
 * - `slow`: each byte to and from Redis takes `delayMs` longer.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('kill') }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('slow'), delayMs: z.number().int().min(1).max(2000) }),
]);
export type Fault = z.infer<typeof faultSchema>;

/** `kill` is SIGKILL; `start` starts one in its place. */
export const replicaRequestSchema = z.strictObject({
  scheme: schemeSchema,
  index: replicaIndexSchema,
  action: z.enum(['kill', 'start']),
});

/**
 * Takes what the last login, refresh or change of password gave out: of the user with `userId`, else of whoever it was.
 * `withRefreshToken`: the thief has the refresh cookie as well, and refreshes when his access token is refused.
 */
export const stealRequestSchema = z.strictObject({
  scheme: schemeSchema,
  userId: z.uuid().optional(),
  withRefreshToken: z.boolean().optional(),
});

export const stopThiefRequestSchema = z.strictObject({ scheme: schemeSchema });

/**
 * Exactly one of the three, done by the seeded admin, whose login is the server's own: in the visitor's browser it would
 * take the place of the user's session cookie.
 */
export const adminRequestSchema = z
  .strictObject({
    scheme: schemeSchema,
    userId: z.uuid(),
    disabled: z.boolean().optional(),
    roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).optional(),
    logoutEverywhere: z.literal(true).optional(),
  })
  .refine(
    ({ disabled, roles, logoutEverywhere }) =>
      [disabled, roles, logoutEverywhere].filter((wish) => wish !== undefined).length === 1,
    { message: 'names not exactly one thing to do' },
  );
export type AdminRequest = z.infer<typeof adminRequestSchema>;

/** Of the revoking request itself, whatever the API answered: a 503 is a status too. */
export const adminAnswerSchema = z.object({ status: z.number().int(), startedAtMs: z.number(), ackAtMs: z.number() });
export type AdminAnswer = z.infer<typeof adminAnswerSchema>;

/** As after the start: no fault, all replicas, the seeded users as they were, empty Redis. Strategies and lifetimes stay. */
export const resetRequestSchema = z.strictObject({});

/** The query of `GET /control/store`. */
export const storeQuerySchema = z.strictObject({ scheme: schemeSchema, userId: z.uuid() });
