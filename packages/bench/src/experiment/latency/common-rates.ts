// The rates at which all targets are measured: shares of what the slowest of them can do.
import type { LatencyRoundRecord } from '../../result/raw-record.ts';
import type { TargetName } from '../../target/target-name.ts';
import { MIN_HEADROOM } from '../../result/judge-latency.ts';
import { bracketOf, BOUNDS_MS } from './capacity-search.ts';
import type { LatencyRate } from './run-latency-round.ts';

const SHARES: readonly number[] = [0.3, 0.5, 0.7];
/** The loosest bound: what a target can do at all before its queue grows. */
const BOUND_MS = Math.max(...BOUNDS_MS);

export interface SlowestTarget {
  readonly target: TargetName;
  readonly ratePerSec: number;
  readonly boundMs: number;
}

/** By the first round. Undefined when the capacity of a target is not known: then there is no common scale. */
export const slowestTarget = (records: readonly LatencyRoundRecord[]): SlowestTarget | undefined => {
  const capacities = records
    .filter(({ round }) => round === 0)
    .map(({ target, steps }) => ({ target, ratePerSec: bracketOf(steps, BOUND_MS).served, boundMs: BOUND_MS }));
  const known = capacities.filter((one): one is SlowestTarget => one.ratePerSec !== undefined);
  return known.length < capacities.length ? undefined : known.toSorted((a, b) => a.ratePerSec - b.ratePerSec)[0];
};

/**
 * Of the slowest target, or of the lowest ceiling where a capacity is not known; but never more than the generator can be
 * asked for. Where that is less, all rates shrink together, and so do the shares that stand beside them.
 */
export const commonRates = (records: readonly LatencyRoundRecord[]): LatencyRate[] => {
  const ceilings = records.flatMap(({ ceilingPerSec }) => ceilingPerSec ?? []);
  const whole = slowestTarget(records)?.ratePerSec ?? Math.min(...ceilings);
  const nullCeilings = records.flatMap(({ nullCeilingPerSec }) => nullCeilingPerSec ?? []);
  const mostPerSec = Math.min(Number.MAX_SAFE_INTEGER, ...nullCeilings) / MIN_HEADROOM;
  const shrink = Math.min(1, mostPerSec / (whole * Math.max(...SHARES)));
  return SHARES.map((share) => ({
    share: share * shrink,
    ratePerSec: Math.max(1, Math.floor(whole * share * shrink)),
  }));
};
