// How much of the baseline experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the baseline experiment takes. */
export interface BaselineProfile {
  /** A logout each, with requests of the same session under way. */
  readonly races: { readonly rounds: number; readonly inFlight: number };
  /** Redis stands still, and requests wait for so long. */
  readonly hangs: { readonly rounds: number; readonly requests: number; readonly waitMs: number };
  /** Copied credentials, watched after each event. */
  readonly copies: { readonly trials: number; readonly ratePerSec: number };
  /** Of tokens, and of the session cookie cache: short, so that their end is seen. */
  readonly lifetimeSeconds: number;
  /** Logins of a victim on a browser in which the cookie of an attacker stands. */
  readonly plantings: number;
  /** On two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

export const BASELINE_PROFILES: Readonly<Record<ProfileName, BaselineProfile>> = {
  smoke: {
    races: { rounds: 60, inFlight: 16 },
    hangs: { rounds: 1, requests: 2, waitMs: 1500 },
    copies: { trials: 2, ratePerSec: 20 },
    lifetimeSeconds: 3,
    plantings: 3,
    expectedSeconds: 20,
  },
  quick: {
    races: { rounds: 200, inFlight: 16 },
    hangs: { rounds: 3, requests: 5, waitMs: 8000 },
    copies: { trials: 10, ratePerSec: 20 },
    lifetimeSeconds: 5,
    plantings: 20,
    expectedSeconds: 60,
  },
  full: {
    races: { rounds: 1000, inFlight: 16 },
    hangs: { rounds: 5, requests: 10, waitMs: 8000 },
    copies: { trials: 30, ratePerSec: 20 },
    lifetimeSeconds: 10,
    plantings: 100,
    expectedSeconds: 200,
  },
};
