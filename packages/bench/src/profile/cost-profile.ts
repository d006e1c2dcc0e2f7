// How much of the cost experiment is run.
import { BEYOND_TIER_UP } from './beyond-tier-up.ts';
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the cost experiment takes and how narrow its intervals get. */
export interface CostProfile {
  /** Requests per second for each variant; the last is the headline rate. */
  readonly ratesPerSec: readonly number[];
  readonly blockSeconds: number;
  /** Per invocation at the headline rate; a pair is two blocks in which the replicas of each target swap their roles. */
  readonly pairs: number;
  /** At each lower rate; as many where nothing is said. */
  readonly pairsBelow?: number;
  /** The blocks of an invocation one after the other as planned, where the age of the processes is the question; else shuffled. */
  readonly inTurn?: boolean;
  readonly users: number;
  /** Fresh starts of everything: at least `min`; then until the intervals are narrow or the budget is spent. */
  readonly invocations: { readonly min: number; readonly max: number };
  /** Fixed before the run: what it may take, and what it is expected to take. */
  readonly expectedSeconds: number;
  /** Stop early when the CPU ratio is known to this factor either way. */
  readonly enoughRatio: number;
  /** How often a block that does not count is measured again at most. */
  readonly repeats: number;
  readonly warmup: {
    /** To each process as fast as they are answered; then blocks at the headline rate, until their cost is flat. */
    readonly requests: number;
    readonly blockSeconds: number;
    readonly minBlocks: number;
    readonly maxBlocks: number;
  };
}

export const COST_PROFILES: Readonly<Record<ProfileName, CostProfile>> = {
  smoke: {
    ratesPerSec: [60],
    blockSeconds: 0.5,
    pairs: 1,
    users: 10,
    invocations: { min: 2, max: 2 },
    expectedSeconds: 20,
    enoughRatio: 1.02,
    repeats: 0,
    warmup: { requests: 100, blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
  },
  quick: {
    ratesPerSec: [150, 400],
    blockSeconds: 1.25,
    pairs: 4,
    pairsBelow: 2,
    users: 100,
    invocations: { min: 5, max: 8 },
    // Five rounds take 165 s; a sixth where they were disturbed.
    expectedSeconds: 200,
    enoughRatio: 1.05,
    repeats: 1,
    warmup: { requests: BEYOND_TIER_UP, blockSeconds: 0.5, minBlocks: 4, maxBlocks: 8 },
  },
  full: {
    // Ten processes at once and more would fill two cores at a higher rate.
    ratesPerSec: [100, 200, 400],
    blockSeconds: 2,
    // A block scatters by 0.04, a start by 0.01 and it takes as long as twelve blocks: so many blocks for each start,
    // and most of them where the verdicts of the headline are.
    pairs: 3,
    pairsBelow: 1,
    users: 200,
    invocations: { min: 7, max: 30 },
    expectedSeconds: 900,
    enoughRatio: 1.015,
    repeats: 2,
    warmup: { requests: BEYOND_TIER_UP, blockSeconds: 0.5, minBlocks: 4, maxBlocks: 12 },
  },
};
