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
  /** Blocks in turn from just before tier-up to beyond it. */
  readonly byAge: CostProfile;
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

/** Each block is 450 requests to each process: the first two go from the 9,900th request to the 10,800th, the last four begin at the 12,600th. */
const byAge = (invocations: number): CostProfile =>
  costProfile({
    pairs: 5,
    inTurn: true,
    users: 100,
    invocations: { min: invocations, max: invocations },
    repeats: 0,
    warmup: { requests: 9600, blockSeconds: 0.5, minBlocks: 2, maxBlocks: 2 },
  });

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
    byAge: costProfile({
      ratesPerSec: [50],
      blockSeconds: 0.5,
      pairs: 3,
      inTurn: true,
      users: 10,
      invocations: { min: 2, max: 2 },
      repeats: 0,
      warmup: { requests: 0, blockSeconds: 0.5, minBlocks: 1, maxBlocks: 1 },
    }),
    loopTimes: 2000,
    expectedSeconds: 60,
  },
  quick: {
    rounds: 3,
    slices: { coldSeconds: 0.5, warmupSeconds: 2, seconds: 2 },
    users: 50,
    cost: costProfile({}),
    byAge: byAge(3),
    loopTimes: 200_000,
    expectedSeconds: 480,
  },
  full: {
    rounds: 6,
    slices: { coldSeconds: 0.5, warmupSeconds: 4, seconds: 4 },
    users: 100,
    cost: costProfile({ blockSeconds: 2, invocations: { min: 12, max: 12 }, repeats: 2, expectedSeconds: 420 }),
    byAge: byAge(8),
    loopTimes: 500_000,
    expectedSeconds: 1300,
  },
};
