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
 * their difference is one of differences to any one target that all were measured with. Undefined where there is none.
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
  const ofCpu = comparisons.filter(({ metric }) => metric === 'cpuUs');
  const references = new Set([other.target, dearer.target, ...ofCpu.flatMap(({ a, b }) => [a, b])]);
  return references
    .values()
    .map((reference) => termsAgainst(reference, weights, ofCpu))
    .find((terms) => terms !== undefined);
};

const termsAgainst = (
  reference: TargetName,
  weights: ReadonlyMap<TargetName, number>,
  comparisons: readonly Comparison[],
): Term[] | undefined => {
  const terms = [...weights]
    .filter(([target]) => target !== reference)
    .map(([target, weight]) => {
      const same = comparisons.find(({ a, b }) => b === target && a === reference);
      if (same !== undefined) return { interval: same.differenceUs, weight };
      const turned = comparisons.find(({ a, b }) => a === target && b === reference);
      return turned === undefined ? undefined : { interval: turned.differenceUs, weight: -weight };
    });
  return terms.every((term) => term !== undefined) ? terms : undefined;
};
