// How much of the footprint experiment is run.
import { BEYOND_TIER_UP } from './beyond-tier-up.ts';
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the footprint experiment takes. */
export interface FootprintProfile {
  /** Bytes of claims in each credential or session, of the comparators. */
  readonly claimsBytes: readonly number[];
  readonly memory: {
    /** Real logins of each round; the slope is that of the second half. */
    readonly logins: number;
    /** Up to so many login sessions are copies of what the real logins wrote. */
    readonly copies: number;
    /** Each with an empty store: the unit of repetition. */
    readonly rounds: number;
    /** Of the comparator that keeps claims in the store. */
    readonly claimsBytes: readonly number[];
  };
  /** What a request costs on a small store and on a full one. */
  readonly flat: {
    readonly smallLoginSessions: number;
    readonly loginSessions: number;
    readonly users: number;
    readonly ratePerSec: number;
    readonly blockSeconds: number;
    /** Before the store is filled, and as many after it. */
    readonly blocks: number;
    /** To each process, as fast as they are answered, before the blocks of the warm-up. */
    readonly warmUpRequests: number;
    readonly warmUpBlocks: number;
    /** Fresh processes: the unit of repetition. */
    readonly invocations: number;
  };
  readonly replicaMemory: {
    /** Login sessions that a replica serves. */
    readonly loginSessions: number;
    /** Revocations that it remembers. */
    readonly revocations: number;
    /** Where between none and all of them the memory is read. */
    readonly points: number;
    /** Fresh processes: the unit of repetition. */
    readonly replicas: number;
  };
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

export const FOOTPRINT_PROFILES: Readonly<Record<ProfileName, FootprintProfile>> = {
  smoke: {
    claimsBytes: [0, 16_384],
    memory: { logins: 200, copies: 800, rounds: 2, claimsBytes: [1024] },
    flat: {
      smallLoginSessions: 200,
      loginSessions: 2000,
      users: 5,
      ratePerSec: 60,
      blockSeconds: 0.5,
      blocks: 1,
      warmUpRequests: 50,
      warmUpBlocks: 1,
      invocations: 2,
    },
    replicaMemory: { loginSessions: 200, revocations: 2000, points: 4, replicas: 2 },
    expectedSeconds: 15,
  },
  quick: {
    claimsBytes: [0, 2048, 4096, 8192, 16_384],
    memory: { logins: 1000, copies: 8000, rounds: 2, claimsBytes: [0, 1024] },
    flat: {
      smallLoginSessions: 1000,
      loginSessions: 20_000,
      users: 20,
      ratePerSec: 150,
      blockSeconds: 1,
      blocks: 2,
      warmUpRequests: 4000,
      warmUpBlocks: 1,
      invocations: 3,
    },
    replicaMemory: { loginSessions: 1500, revocations: 20_000, points: 4, replicas: 2 },
    expectedSeconds: 35,
  },
  full: {
    claimsBytes: [
      0, 128, 256, 512, 1024, 1536, 2048, 2560, 3072, 3584, 4096, 6144, 8192, 10_240, 12_288, 14_336, 16_384,
    ],
    memory: { logins: 2000, copies: 1_000_000, rounds: 2, claimsBytes: [0, 1024, 4096] },
    flat: {
      smallLoginSessions: 1000,
      loginSessions: 1_000_000,
      users: 100,
      ratePerSec: 200,
      blockSeconds: 2,
      // Now and then a process collects garbage or compiles, and a block of it costs a third more.
      blocks: 6,
      warmUpRequests: BEYOND_TIER_UP,
      warmUpBlocks: 2,
      invocations: 6,
    },
    replicaMemory: { loginSessions: 6000, revocations: 200_000, points: 6, replicas: 4 },
    expectedSeconds: 960,
  },
};
