// How much of the knobs experiment is run.
import { BEYOND_TIER_UP } from './beyond-tier-up.ts';
import type { CostProfile } from './cost-profile.ts';
import { KNOBS } from '../experiment/knobs/knobs.ts';
import type { ProfileName } from './profile-name.ts';

export interface KnobsProfile {
  /** Over how many duets the knobs are spread: fewer are faster, more allow a higher rate. */
  readonly duetsOfKnobs: number;
  /** How many of the knobs are turned. */
  readonly knobs: number;
  readonly cost: CostProfile;
  readonly expectedSeconds: number;
}

const costProfile = (changes: Partial<CostProfile>): CostProfile => ({
  ratesPerSec: [100],
  blockSeconds: 1.5,
  pairs: 1,
  users: 40,
  invocations: { min: 3, max: 3 },
  expectedSeconds: 55,
  enoughRatio: 1.02,
  repeats: 1,
  warmup: { requests: 2000, blockSeconds: 0.5, minBlocks: 4, maxBlocks: 4 },
  ...changes,
});

export const KNOBS_PROFILES: Readonly<Record<ProfileName, KnobsProfile>> = {
  smoke: {
    duetsOfKnobs: 1,
    knobs: 2,
    cost: costProfile({
      ratesPerSec: [20],
      blockSeconds: 0.5,
      pairs: 1,
      users: 5,
      invocations: { min: 2, max: 2 },
      repeats: 0,
      warmup: { requests: 50, blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
    }),
    expectedSeconds: 15,
  },
  quick: { duetsOfKnobs: 1, knobs: KNOBS.length, cost: costProfile({}), expectedSeconds: 55 },
  full: {
    duetsOfKnobs: 4,
    knobs: KNOBS.length,
    cost: costProfile({
      ratesPerSec: [400],
      blockSeconds: 2,
      pairs: 2,
      users: 100,
      invocations: { min: 4, max: 6 },
      expectedSeconds: 400,
      repeats: 2,
      warmup: { requests: BEYOND_TIER_UP, blockSeconds: 1, minBlocks: 4, maxBlocks: 12 },
    }),
    expectedSeconds: 400,
  },
};
