// What a plan says, before it is known whether a person or a program will read it.
import type { Strategy } from '@authlab/contract';
import type { BreakEven } from './break-even.ts';
import type { Cheapest } from './cheapest.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import type { HoldOut } from './rate-curve.ts';
import type { Site } from './site.ts';

export interface Plan {
  readonly site: Site;
  readonly requestsPerSecond: number;
  /** Of one process, at which the unit costs are taken. */
  readonly ratePerSec: number;
  readonly isRateMeasured: boolean;
  readonly strategies: readonly StrategyPlan[];
  readonly breakEvens: readonly BreakEven[];
  /** The model of CPU against rate, checked on rates that it was not fitted to; empty with two rates or fewer. */
  readonly holdOuts: readonly (HoldOut & { readonly target: Strategy })[];
  /** Absent when no strategy meets the lag. */
  readonly cheapest?: Cheapest;
  /** What the figures do not hold, and how to get it. */
  readonly notes: readonly string[];
}
