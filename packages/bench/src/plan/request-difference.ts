// What a request costs more with one strategy than with another.
import type { Comparison } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import { type Term, weightedSum } from '../stats/weighted-sum.ts';
import type { TargetName } from '../target/target-name.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import { scaled, sharesOf, type UnitCosts } from './unit-costs.ts';

export interface DifferenceContext {
  readonly costs: UnitCosts;
  /** At the rate of the unit costs. */
  readonly comparisons: readonly Comparison[];
}

/** Microseconds of API and Redis that `dearer` costs more per request than `other`; below 0 where it costs less. */
export const requestDifferenceUs = (dearer: StrategyPlan, other: StrategyPlan, context: DifferenceContext): Interval =>
  weightedSum(
    pairedTerms(dearer, other, context.comparisons) ?? [
      ...context.costs.terms(dearer.mix, 'cpuUs'),
      ...scaled(context.costs.terms(other.mix, 'cpuUs'), -1),
    ],
  );

/**
 * Measured side by side, a difference is known better than each of its sides. The weights of both mixes add up to 0, so
 * their difference is one of differences to `other` alone. Undefined where the run lacks one of these.
 */
const pairedTerms = (
  dearer: StrategyPlan,
  other: StrategyPlan,
  comparisons: readonly Comparison[],
): Term[] | undefined => {
  const weights = new Map<TargetName, number>();
  const add = (target: TargetName, weight: number): unknown => weights.set(target, (weights.get(target) ?? 0) + weight);
  for (const [target, share] of sharesOf(dearer.mix)) add(target, share);
  for (const [target, share] of sharesOf(other.mix)) add(target, -share);
  weights.delete(other.target);
  const terms = [...weights].map(([target, weight]) =>
    pairedTerm(target, weight, { other: other.target, comparisons }),
  );
  return terms.every((term) => term !== undefined) ? terms : undefined;
};

const pairedTerm = (
  target: TargetName,
  weight: number,
  { other, comparisons }: { readonly other: TargetName; readonly comparisons: readonly Comparison[] },
): Term | undefined => {
  const ofCpu = comparisons.filter(({ metric }) => metric === 'cpuUs');
  const same = ofCpu.find(({ a, b }) => b === target && a === other);
  if (same !== undefined) return { interval: same.differenceUs, weight };
  const turned = ofCpu.find(({ a, b }) => a === target && b === other);
  return turned === undefined ? undefined : { interval: turned.differenceUs, weight: -weight };
};
