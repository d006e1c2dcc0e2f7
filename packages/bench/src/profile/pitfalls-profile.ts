// How much of the pitfalls experiment is run.
import { BEYOND_TIER_UP } from './beyond-tier-up.ts';
import type { CostProfile } from './cost-profile.ts';
import type { ProfileName } from './profile-name.ts';

export interface PitfallsProfile {
  /** Fresh processes of each target, for what is measured at saturation. */
  readonly rounds: number;
  readonly slices: { readonly coldSeconds: number; readonly warmupSeconds: number; readonly seconds: number };
  readonly users: number;
  readonly cost: CostProfile;
  /** Of processes that are measured too early. */
  readonly young: CostProfile['warmup'];
  /** How often the same work is done in a loop. */
  readonly loopTimes: number;
  readonly expectedSeconds: number;
}

const costProfile = (changes: Partial<CostProfile>): CostProfile => ({
  ratesPerSec: [300],
  blockSeconds: 1.5,
  pairs: 1,
  users: 400,
  invocations: { min: 6, max: 6 },
  expectedSeconds: 150,
  enoughRatio: 1,
  repeats: 1,
  warmup: { requests: BEYOND_TIER_UP, blockSeconds: 0.5, minBlocks: 4, maxBlocks: 8 },
  ...changes,
});

/** As many requests as a server answers in a second or two at its limit. */
const YOUNG = { requests: 2000, blockSeconds: 0.5, minBlocks: 2, maxBlocks: 2 } as const;

export const PITFALLS_PROFILES: Readonly<Record<ProfileName, PitfallsProfile>> = {
  smoke: {
    rounds: 2,
    slices: { coldSeconds: 0.2, warmupSeconds: 0.2, seconds: 0.3 },
    users: 10,
    cost: costProfile({
      ratesPerSec: [50],
      blockSeconds: 0.5,
      pairs: 1,
      users: 20,
      invocations: { min: 2, max: 2 },
      repeats: 0,
      warmup: { requests: 100, blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
    }),
    young: { requests: 0, blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
    loopTimes: 2000,
    expectedSeconds: 60,
  },
  quick: {
    rounds: 3,
    slices: { coldSeconds: 0.5, warmupSeconds: 2, seconds: 2 },
    users: 50,
    cost: costProfile({}),
    young: YOUNG,
    loopTimes: 200_000,
    expectedSeconds: 330,
  },
  full: {
    rounds: 6,
    slices: { coldSeconds: 0.5, warmupSeconds: 4, seconds: 4 },
    users: 100,
    cost: costProfile({ blockSeconds: 2, invocations: { min: 12, max: 12 }, repeats: 2, expectedSeconds: 420 }),
    young: YOUNG,
    loopTimes: 500_000,
    expectedSeconds: 900,
  },
};
