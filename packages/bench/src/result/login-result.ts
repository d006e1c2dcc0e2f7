// What the login experiment finds: what the operations around a login cost, and what a flood of logins does to others.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, intervalSchema as interval, spreadSchema as spread } from './interval-schema.ts';

const target = z.enum(TARGET_NAMES);

export const LOGIN_OPERATIONS = ['login', 'refresh', 'logout', 'logout-everywhere'] as const;
export type LoginOperation = (typeof LOGIN_OPERATIONS)[number];

/** `production`: argon2 with the default settings of the API. `cheap`: the lab's own, next to nothing. */
const HASHINGS = ['production', 'cheap'] as const;

const operationRow = z.strictObject({
  target,
  operation: z.enum(LOGIN_OPERATIONS),
  /** How many the operation ends; absent where it ends none or one. */
  loginSessions: count.optional(),
  /** With logins only: with the production hash, and without (what a login costs besides hashing). */
  hashing: z.enum(HASHINGS).optional(),
  ratePerSec: z.number().positive(),
  invocations: count,
  /** Over all invocations. */
  requests: count,
  /** Of the API's process, all threads. */
  cpuUs: interval,
  redisCpuUs: interval,
  /** Per operation; a command that was never sent is absent. */
  redisCommands: z.record(z.string(), z.number().nonnegative()),
  bytesIn: z.number().nonnegative(),
  bytesOut: z.number().nonnegative(),
});

const capacityRow = z.strictObject({
  target,
  /** A second of one core over the CPU of a login with the production hash. */
  loginsPerCoreSecond: interval,
  /** Answered 200 in the flood, on all cores. */
  loginsPerSecondInFlood: interval,
});

const floodRow = z.strictObject({
  target,
  phase: z.enum(['before', 'during']),
  mePerSec: z.number().positive(),
  loginsPerSec: z.number().nonnegative(),
  invocations: count,
  /** Requests of others, over all invocations; times from the intended start. */
  meRequests: count,
  meErrors: count,
  meP50Ms: spread,
  meP99Ms: spread,
  /** By status; `0` where there was no answer. */
  loginAnswers: z.record(z.string(), count),
  /** CPU of the API's process over the time: 1 is one core. */
  coresUsed: spread,
});

export const loginSchema = z.strictObject({
  operations: z.array(operationRow),
  capacity: z.array(capacityRow),
  flood: z.array(floodRow),
  /** Requests of operations that were not answered as they should be. */
  wrongAnswers: count,
});

export type LoginResult = z.infer<typeof loginSchema>;
export type OperationRow = z.infer<typeof operationRow>;
export type CapacityRow = z.infer<typeof capacityRow>;
export type FloodRow = z.infer<typeof floodRow>;
