// How much of the theft experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the theft experiment takes. */
export interface TheftProfile {
  /** Of each story, for each target; fewer at a time where they would crowd the machine. */
  readonly trials: number;
  readonly trialsAtOnce: number;
  /** How often each of them sends `GET /me`. */
  readonly thiefPerSec: number;
  readonly victimPerSec: number;
  readonly accessTtlSeconds: number;
  readonly graceSeconds: number;
  /** Of login sessions, in the stories of the silent victim. */
  readonly idleSeconds: number;
  readonly absoluteSeconds: number;
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

const PACE = { thiefPerSec: 20, victimPerSec: 2, graceSeconds: 1 } as const;

export const THEFT_PROFILES: Readonly<Record<ProfileName, TheftProfile>> = {
  smoke: {
    ...PACE,
    trials: 1,
    trialsAtOnce: 1,
    accessTtlSeconds: 3,
    idleSeconds: 2,
    absoluteSeconds: 4,
    expectedSeconds: 20,
  },
  quick: {
    ...PACE,
    trials: 3,
    trialsAtOnce: 3,
    accessTtlSeconds: 4,
    idleSeconds: 3,
    absoluteSeconds: 6,
    expectedSeconds: 30,
  },
  full: {
    ...PACE,
    trials: 10,
    trialsAtOnce: 2,
    accessTtlSeconds: 4,
    idleSeconds: 3,
    absoluteSeconds: 6,
    expectedSeconds: 120,
  },
};
