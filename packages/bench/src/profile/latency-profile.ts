// How much of the latency experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the latency experiment takes and how far into the tail it sees. */
export interface LatencyProfile {
  /** Fresh processes of each target per round. The first finds the capacities, from which the rates of the others follow. */
  readonly rounds: number;
  readonly users: number;
  /** How many requests the generator has under way at once at most. */
  readonly connections: number;
  readonly warmup: { readonly sliceSeconds: number; readonly minSlices: number; readonly maxSlices: number };
  /** Closed loops: on the null server and on the target. */
  readonly ceilingSeconds: number;
  readonly search: {
    readonly stepSeconds: number;
    readonly maxSteps: number;
    /** A rate is too high when it was in this many steps. */
    readonly attempts: number;
    /** In every round, or in the first alone. */
    readonly everyRound: boolean;
  };
  readonly blocks: {
    /** At least; longer where that many requests are wanted, up to the most. */
    readonly minSeconds: number;
    readonly maxSeconds: number;
    readonly wantedRequests: number;
    /** How often a block that does not count is measured again at most. */
    readonly repeats: number;
  };
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

export const LATENCY_PROFILES: Readonly<Record<ProfileName, LatencyProfile>> = {
  smoke: {
    rounds: 2,
    users: 10,
    connections: 16,
    warmup: { sliceSeconds: 0.15, minSlices: 1, maxSlices: 1 },
    ceilingSeconds: 0.2,
    search: { stepSeconds: 0.2, maxSteps: 2, attempts: 1, everyRound: false },
    blocks: { minSeconds: 0.2, maxSeconds: 0.2, wantedRequests: 0, repeats: 0 },
    expectedSeconds: 10,
  },
  quick: {
    rounds: 4,
    users: 200,
    connections: 64,
    warmup: { sliceSeconds: 0.4, minSlices: 3, maxSlices: 5 },
    ceilingSeconds: 0.4,
    search: { stepSeconds: 0.4, maxSteps: 7, attempts: 1, everyRound: false },
    blocks: { minSeconds: 0.5, maxSeconds: 0.5, wantedRequests: 0, repeats: 1 },
    expectedSeconds: 45,
  },
  full: {
    rounds: 4,
    users: 400,
    connections: 64,
    warmup: { sliceSeconds: 0.7, minSlices: 3, maxSlices: 6 },
    ceilingSeconds: 1,
    search: { stepSeconds: 1, maxSteps: 9, attempts: 1, everyRound: true },
    // A little more than the 10,000 that a 99th percentile needs.
    blocks: { minSeconds: 2, maxSeconds: 25, wantedRequests: 10_200, repeats: 1 },
    expectedSeconds: 300,
  },
};
