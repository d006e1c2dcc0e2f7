// What the footprint experiment finds: bytes on the wire, memory of Redis and of a replica, and what a full store costs.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, intervalSchema as interval } from './interval-schema.ts';

const target = z.enum(TARGET_NAMES);
const bytes = z.number().nonnegative();

/**
 * How far a credential with that many bytes of claims gets:
 * - `works`;
 * - `cookie-dropped`: the server takes it, but no browser would have kept the cookie;
 * - `login-fails`: the login itself is refused;
 * - `refused`: the login works, and the next request is refused (431: the header is larger than node takes).
 */
const WIRE_OUTCOMES = ['works', 'cookie-dropped', 'login-fails', 'refused'] as const;

const wireRow = z.strictObject({
  target,
  claimsBytes: count,
  outcome: z.enum(WIRE_OUTCOMES),
  loginStatus: count,
  /** Of `GET /me` with the credential; absent when there is none. */
  status: count.optional(),
  /** Of the header line that carries the credential, name included. */
  credentialBytes: count.optional(),
  /** Name and value of the largest cookie that the login sets; absent when it sets none. */
  cookieBytes: count.optional(),
  /** Per `GET /me`, headers included. */
  bytesInPerRequest: bytes.optional(),
  bytesOutPerRequest: bytes.optional(),
  /** Of the login itself. */
  loginBytesIn: bytes,
  loginBytesOut: bytes,
});

const memoryRow = z.strictObject({
  target,
  /** Where the doubling ends, over which the slope of used_memory was taken. */
  loginSessions: count,
  /** `copies`: the keys that real logins wrote, under fresh ids of the same length. */
  source: z.enum(['logins', 'copies']),
  claimsBytes: count,
  bytesPerLoginSession: interval,
  /** Each with an empty store: the unit of repetition behind the interval. */
  rounds: count,
});

const memoryCheckRow = z.strictObject({
  target,
  claimsBytes: count,
  /** Slope of copies over slope of real logins, over the same doubling. */
  copiesOverLogins: interval,
  /** What the index of a user with one login session takes of it; absent where there is none. */
  indexBytesPerLoginSession: interval.optional(),
});

const flatRow = z.strictObject({
  target,
  smallLoginSessions: count,
  loginSessions: count,
  ratePerSec: z.number().positive(),
  /** With one login session each, whose requests these are. */
  users: count,
  invocations: count,
  /** On the full store. */
  requests: count,
  /** API and Redis, per `GET /me`. */
  smallCpuUs: interval,
  fullCpuUs: interval,
  /** How many times as much a request costs once the store is full: against a store that stays small beside it. */
  cpuRatio: interval,
  smallRedisCommands: z.record(z.string(), count),
  fullRedisCommands: z.record(z.string(), count),
});

/** `served`: login sessions whose requests the replica answered. `revoked`: revocations that it remembers. */
const REPLICA_ENTRIES = ['served', 'revoked'] as const;

const replicaMemoryRow = z.strictObject({
  target,
  kind: z.enum(REPLICA_ENTRIES),
  entries: count,
  /** Heap after a collection of garbage, slope over the entries. */
  bytesPerEntry: interval,
  /** Of the whole process with all entries. */
  rssBytes: interval,
  replicas: count,
});

export const footprintSchema = z.strictObject({
  wire: z.array(wireRow),
  memory: z.array(memoryRow),
  memoryChecks: z.array(memoryCheckRow),
  flat: z.array(flatRow),
  flatBlocks: z.strictObject({ valid: count, noisy: count, incomplete: count }),
  replicaMemory: z.array(replicaMemoryRow),
});

export type Footprint = z.infer<typeof footprintSchema>;
export type WireRow = z.infer<typeof wireRow>;
export type MemoryRow = z.infer<typeof memoryRow>;
export type MemoryCheckRow = z.infer<typeof memoryCheckRow>;
export type FlatRow = z.infer<typeof flatRow>;
export type ReplicaMemoryRow = z.infer<typeof replicaMemoryRow>;
