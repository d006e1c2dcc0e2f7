// The schema of what the latency experiment found.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, intervalSchema as interval } from './interval-schema.ts';

const target = z.enum(TARGET_NAMES);

/** The geometric mean over invocations, and its interval where there are two or more of them. */
const estimate = z.strictObject({ value: z.number().nonnegative(), invocations: count, interval: interval.optional() });

/** In ms. p99 and beyond only where each invocation had the requests for it. */
const percentiles = z.strictObject({
  p50: estimate,
  p90: estimate,
  p99: estimate.optional(),
  p999: estimate.optional(),
  max: estimate,
});

const capacity = z.strictObject({
  target,
  /** What a closed loop gets out of it. */
  ceilingPerSec: estimate,
  /** The highest open-loop rate at which 99 % of the requests were answered within the bound, from their intended start. */
  within: z.array(z.strictObject({ boundMs: z.number().positive(), ratePerSec: estimate.optional() })),
});

const level = z.strictObject({
  target,
  /** Of the capacity of the slowest target. */
  share: z.number().gt(0).lt(1),
  ratePerSec: z.number().positive(),
  invocations: count,
  requests: count,
  /** From the intended start to the last byte. */
  latencyMs: percentiles,
  /** From the real start to the last byte. */
  serviceMs: percentiles,
  /** From the intended to the real start: the generator's own delay. */
  latenessMs: percentiles,
  /** Of the latencies of all invocations together, up to the last percentile that 100 requests lie beyond. */
  spectrum: z.array(z.strictObject({ percentile: z.number(), ms: z.number().nonnegative() })),
});

export const latencySchema = z.strictObject({
  users: count,
  rounds: count,
  stepSeconds: z.number().positive(),
  /** What 100 % of the load is; absent when no target has a capacity within the loosest bound. */
  slowest: z.strictObject({ target, ratePerSec: z.number().positive(), boundMs: z.number().positive() }).optional(),
  capacity: z.array(capacity),
  levels: z.array(level),
  blocks: z.strictObject({ planned: count, valid: count, noisy: count, incomplete: count }),
  /** Of the searches for capacities. */
  steps: z.strictObject({ measured: count, late: count }),
  rules: z.array(z.string()),
  warmup: z.strictObject({ settled: count, unsettled: count }),
  /** That the generator is not what was measured. */
  generator: z.strictObject({
    /** It spun on a core of its own, the servers had the others. */
    pinned: z.boolean(),
    /** The lowest in any first round. */
    nullCeilingPerSec: z.number().positive(),
    /** The highest rate at which latencies are reported. */
    highestRatePerSec: z.number().nonnegative(),
    offered: count,
    sent: count,
    completed: count,
    latenessP99Ms: z.number().nonnegative(),
  }),
});

export type LatencyResult = z.infer<typeof latencySchema>;
export type LatencyCapacity = z.infer<typeof capacity>;
export type LatencyLevel = z.infer<typeof level>;
export type LatencyPercentiles = z.infer<typeof percentiles>;
export type Estimate = z.infer<typeof estimate>;
