// How much of the revocation experiment is run.
import type { ProfileName } from './profile-name.ts';

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

export const REVOCATION_PROFILES: Readonly<Record<ProfileName, RevocationProfile>> = {
  smoke: {
    replicas: 3,
    trials: { atOnce: 4, untilExpiry: 4 },
    concurrency: { atOnce: 1, untilExpiry: 4 },
    accessTtlSeconds: 2,
    bystanders: 2,
    expectedSeconds: 15,
  },
  quick: {
    replicas: 3,
    trials: { atOnce: 100, untilExpiry: 48 },
    concurrency: { atOnce: 1, untilExpiry: 16 },
    accessTtlSeconds: 4,
    bystanders: 6,
    expectedSeconds: 80,
  },
  full: {
    replicas: 3,
    trials: { atOnce: 200, untilExpiry: 200 },
    concurrency: { atOnce: 1, untilExpiry: 16 },
    accessTtlSeconds: 4,
    bystanders: 12,
    expectedSeconds: 200,
  },
};
