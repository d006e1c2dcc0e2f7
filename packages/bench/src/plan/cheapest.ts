// Which strategy costs the least of those that revoke quickly enough, and which others it is not told apart from.
import type { Strategy } from '@authlab/contract';
import { weightedSum } from '../stats/weighted-sum.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import { type DifferenceContext, requestDifferenceUs } from './request-difference.ts';

export interface Cheapest {
  readonly target: Strategy;
  /** Whose cost is not told apart from it by this run. */
  readonly rivals: readonly Strategy[];
}

export interface CheapestContext extends DifferenceContext {
  /** Cores that one microsecond of each request takes. */
  readonly coresPerRequestUs: number;
}

/** @returns undefined when no strategy meets the lag */
export const cheapest = (plans: readonly StrategyPlan[], context: CheapestContext): Cheapest | undefined => {
  const [best, ...others] = plans
    .filter((plan) => plan.meetsLag)
    .toSorted((left, right) => left.totalCores.value - right.totalCores.value);
  if (best === undefined) return undefined;
  const rivals = others.filter((other) => !isDearer(other, best, context));
  return { target: best.target, rivals: rivals.map(({ target }) => target) };
};

const isDearer = (other: StrategyPlan, best: StrategyPlan, context: CheapestContext): boolean => {
  const ofRequests = { interval: requestDifferenceUs(other, best, context), weight: context.coresPerRequestUs };
  const ofTheRest = [
    { interval: other.operationCores, weight: 1 },
    { interval: best.operationCores, weight: -1 },
  ];
  return weightedSum([ofRequests, ...ofTheRest]).low > 0;
};
