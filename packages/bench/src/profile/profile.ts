// How much a run does: the same experiments, more or fewer repetitions.

/** Everything that decides how long the cost experiment takes and how narrow its intervals get. */
export interface CostProfile {
  /** Requests per second for each variant; the last is the headline rate. */
  readonly ratesPerSec: readonly number[];
  readonly blockSeconds: number;
  /** Per rate and invocation; a pair is two blocks in which the replicas of each target swap their roles. */
  readonly pairs: number;
  readonly users: number;
  /** Fresh starts of everything: at least `min`; then until the intervals are narrow or the budget is spent. */
  readonly invocations: { readonly min: number; readonly max: number };
  readonly budgetSeconds: number;
  /** Stop early when the CPU ratio is known to this factor either way. */
  readonly enoughRatio: number;
  /** How often a block that does not count is measured again at most. */
  readonly repeats: number;
  readonly warmup: { readonly blockSeconds: number; readonly minBlocks: number; readonly maxBlocks: number };
}

/** Everything that decides how long the revocation experiment takes. */
export interface RevocationProfile {
  readonly replicas: number;
  /** Per target and event. */
  readonly trials: { readonly atOnce: number; readonly untilExpiry: number };
  /** Trials at the same time, where each lasts until its credential expires. */
  readonly concurrency: { readonly atOnce: number; readonly untilExpiry: number };
  readonly accessTtlSeconds: number;
  readonly bystanders: number;
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

export interface Profile {
  readonly name: ProfileName;
  readonly cost: CostProfile;
  readonly revocation: RevocationProfile;
}

export const PROFILE_NAMES = ['smoke', 'quick', 'full'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** `smoke` proves that everything works and measures nothing well; `quick` answers; `full` resolves. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  smoke: {
    name: 'smoke',
    cost: {
      ratesPerSec: [60],
      blockSeconds: 0.5,
      pairs: 1,
      users: 10,
      invocations: { min: 2, max: 2 },
      budgetSeconds: 20,
      enoughRatio: 1.02,
      repeats: 0,
      warmup: { blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
    },
    revocation: {
      replicas: 3,
      trials: { atOnce: 4, untilExpiry: 4 },
      concurrency: { atOnce: 1, untilExpiry: 4 },
      accessTtlSeconds: 2,
      bystanders: 2,
      expectedSeconds: 15,
    },
  },
  quick: {
    name: 'quick',
    cost: {
      ratesPerSec: [150, 400],
      blockSeconds: 1.5,
      pairs: 2,
      users: 100,
      invocations: { min: 4, max: 8 },
      budgetSeconds: 125,
      enoughRatio: 1.02,
      repeats: 1,
      warmup: { blockSeconds: 1, minBlocks: 4, maxBlocks: 8 },
    },
    revocation: {
      replicas: 3,
      trials: { atOnce: 100, untilExpiry: 48 },
      concurrency: { atOnce: 1, untilExpiry: 16 },
      accessTtlSeconds: 4,
      bystanders: 6,
      expectedSeconds: 80,
    },
  },
  full: {
    name: 'full',
    cost: {
      ratesPerSec: [100, 200, 400, 600],
      blockSeconds: 2,
      pairs: 4,
      users: 200,
      invocations: { min: 8, max: 30 },
      budgetSeconds: 1800,
      enoughRatio: 1.01,
      repeats: 3,
      warmup: { blockSeconds: 1, minBlocks: 6, maxBlocks: 15 },
    },
    revocation: {
      replicas: 3,
      trials: { atOnce: 400, untilExpiry: 320 },
      concurrency: { atOnce: 1, untilExpiry: 16 },
      accessTtlSeconds: 4,
      bystanders: 12,
      expectedSeconds: 400,
    },
  },
};
