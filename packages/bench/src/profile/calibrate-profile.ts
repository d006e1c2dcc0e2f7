// How much is calibrated.
import type { CostProfile } from './cost-profile.ts';
import type { ProfileName } from './profile-name.ts';

export interface CalibrateProfile {
  /** For the CPU that is known; each round has the same number of blocks. */
  readonly cost: CostProfile;
  /** A whole number of periods of the stall, so that its phase does not matter. */
  readonly stallSeconds: number;
  readonly expectedSeconds: number;
}

const costProfile = (changes: Partial<CostProfile>): CostProfile => ({
  ratesPerSec: [400],
  blockSeconds: 1,
  pairs: 2,
  users: 20,
  invocations: { min: 3, max: 3 },
  expectedSeconds: 30,
  enoughRatio: 1,
  repeats: 1,
  warmup: { requests: 2000, blockSeconds: 0.5, minBlocks: 4, maxBlocks: 16 },
  ...changes,
});

export const CALIBRATE_PROFILES: Readonly<Record<ProfileName, CalibrateProfile>> = {
  smoke: {
    cost: costProfile({ pairs: 1, blockSeconds: 0.5, invocations: { min: 2, max: 2 } }),
    stallSeconds: 4,
    expectedSeconds: 40,
  },
  quick: { cost: costProfile({}), stallSeconds: 8, expectedSeconds: 55 },
  full: {
    cost: costProfile({ pairs: 3, blockSeconds: 2, invocations: { min: 5, max: 5 }, expectedSeconds: 150 }),
    stallSeconds: 20,
    expectedSeconds: 200,
  },
};
