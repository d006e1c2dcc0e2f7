// What the plan takes from experiments that a run may or may not hold: logins, and memory.
import { z } from 'zod';
import type { Interval } from '../stats/interval.ts';

const interval = z.object({ value: z.number(), low: z.number(), high: z.number(), confidence: z.number() });

const operation = z.object({
  target: z.string(),
  operation: z.enum(['login', 'refresh', 'logout', 'logout-everywhere']),
  /** A login with the hash of production is the one that a site pays for. */
  hashing: z.enum(['production', 'cheap']).optional(),
  /** At which it was measured. */
  ratePerSec: z.number().optional(),
  cpuUs: interval,
  redisCpuUs: interval,
});

const memory = z.object({
  target: z.string(),
  loginSessions: z.number().optional(),
  claimsBytes: z.number().optional(),
  bytesPerLoginSession: interval,
});

const replicaMemory = z.object({ target: z.string(), kind: z.string().optional(), bytesPerEntry: interval });

const loginSchema = z.object({ operations: z.array(operation) });
const footprintSchema = z.object({ memory: z.array(memory), replicaMemory: z.array(replicaMemory).optional() });

/** CPU in microseconds per operation. */
export interface OperationCost {
  readonly ratePerSec?: number | undefined;
  readonly cpuUs: Interval;
  readonly redisCpuUs: Interval;
}

/** Each absent where it was not measured. */
export interface MeasuredExtras {
  readonly operationOf: (target: string, operation: 'login' | 'refresh') => OperationCost | undefined;
  readonly bytesPerLoginSession: (target: string) => Interval | undefined;
  /** In the memory of one process: a login session with `session/tracked`, a revocation with `jwt/pushed`. */
  readonly bytesPerEntry: (target: string) => Interval | undefined;
}

/** @param experiments of a summary */
export const readExtras = (experiments: Readonly<Record<string, unknown>>): MeasuredExtras => {
  const operations = loginSchema.safeParse(experiments['login']).data?.operations ?? [];
  const footprint = footprintSchema.safeParse(experiments['footprint']).data;
  // The slope at the largest size, of sessions that carry nothing besides.
  const sizes = (footprint?.memory ?? []).toSorted(
    (left, right) =>
      (left.claimsBytes ?? 0) - (right.claimsBytes ?? 0) || (right.loginSessions ?? 0) - (left.loginSessions ?? 0),
  );
  return {
    operationOf: (target, name) =>
      operations.find((row) => row.target === target && row.operation === name && row.hashing !== 'cheap'),
    bytesPerLoginSession: (target) => sizes.find((row) => row.target === target)?.bytesPerLoginSession,
    bytesPerEntry: (target) =>
      footprint?.replicaMemory?.find((row) => row.target === target && isEntryOf(target, row.kind))?.bytesPerEntry,
  };
};

const isEntryOf = (target: string, kind: string | undefined): boolean =>
  kind === undefined || kind === (target === 'jwt/pushed' ? 'revoked' : 'served');
