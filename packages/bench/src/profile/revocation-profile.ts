// How much of the revocation experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Trials per target: of logouts, and of each other event. */
export interface TrialCounts {
  readonly logout: number;
  readonly eachOther: number;
}

/** One series of trials on fresh replicas. */
export interface RevocationSetting {
  readonly replicas: number;
  /** Of what the replicas answer at most, beside the trials; 0 is an idle machine. */
  readonly loadShare: number;
  readonly accessTtlSeconds: number;
  /** Where a credential ends at once, and where it lives until it expires: there each trial lasts that long. */
  readonly trials: { readonly atOnce: TrialCounts; readonly untilExpiry: TrialCounts };
}

/** Everything that decides how long the revocation experiment takes. */
export interface RevocationProfile {
  readonly settings: readonly RevocationSetting[];
  /** Trials at the same time. */
  readonly concurrency: { readonly atOnce: number; readonly untilExpiry: number };
  readonly bystanders: number;
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

/** Over all settings of `full`, each strategy that ends a credential at once gets 1,000 revocations or more. */
const DISTRIBUTION: TrialCounts = { logout: 200, eachOther: 8 };
/** What ends by its own `exp` does so under any load, and the tokens of the load would end too. */
const NONE: TrialCounts = { logout: 0, eachOther: 0 };

export const REVOCATION_PROFILES: Readonly<Record<ProfileName, RevocationProfile>> = {
  smoke: {
    settings: [
      {
        replicas: 2,
        loadShare: 0,
        accessTtlSeconds: 2,
        trials: { atOnce: { logout: 4, eachOther: 2 }, untilExpiry: { logout: 4, eachOther: 2 } },
      },
      {
        replicas: 1,
        loadShare: 0.7,
        accessTtlSeconds: 2,
        trials: { atOnce: { logout: 2, eachOther: 0 }, untilExpiry: NONE },
      },
    ],
    concurrency: { atOnce: 1, untilExpiry: 4 },
    bystanders: 2,
    expectedSeconds: 25,
  },
  quick: {
    settings: [
      {
        replicas: 3,
        loadShare: 0,
        accessTtlSeconds: 4,
        trials: { atOnce: { logout: 100, eachOther: 20 }, untilExpiry: { logout: 48, eachOther: 16 } },
      },
    ],
    concurrency: { atOnce: 1, untilExpiry: 16 },
    bystanders: 6,
    expectedSeconds: 110,
  },
  full: {
    // The law of expiry is shown for each token by its own `exp`, so the lifetimes need no series of their own.
    settings: [
      {
        replicas: 3,
        loadShare: 0,
        accessTtlSeconds: 4,
        trials: { atOnce: { logout: 200, eachOther: 20 }, untilExpiry: { logout: 200, eachOther: 16 } },
      },
      {
        replicas: 1,
        loadShare: 0,
        accessTtlSeconds: 2,
        trials: { atOnce: DISTRIBUTION, untilExpiry: { logout: 48, eachOther: 8 } },
      },
      {
        replicas: 8,
        loadShare: 0,
        accessTtlSeconds: 8,
        trials: { atOnce: DISTRIBUTION, untilExpiry: { logout: 48, eachOther: 8 } },
      },
      {
        replicas: 3,
        loadShare: 0.7,
        accessTtlSeconds: 4,
        trials: { atOnce: DISTRIBUTION, untilExpiry: NONE },
      },
    ],
    concurrency: { atOnce: 1, untilExpiry: 16 },
    bystanders: 12,
    expectedSeconds: 375,
  },
};
