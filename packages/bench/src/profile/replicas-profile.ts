// How much of the replicas experiment is run.
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the replicas experiment takes. */
export interface ReplicasProfile {
  /** Each with fresh processes. */
  readonly rounds: number;
  /** Targets that are played at the same time, each with processes of its own. */
  readonly armsAtOnce: number;
  /** Of each story, all of them logged in. */
  readonly users: number;
  /** Of all users together. */
  readonly ratePerSec: number;
  readonly steadySeconds: number;
  /** Before the first event, and after the last. */
  readonly quietSeconds: number;
  /** How long a killed replica stays away before another one is started. */
  readonly downSeconds: number;
  readonly checkEveryMs: number;
  /** How long a replica that is told to stop goes on serving: the balancer has to notice first. */
  readonly drainDelayMs: number;
  /** For the usual targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

/** Two failed checks, and the time that they take on a busy machine. */
const CHECKS = { checkEveryMs: 250, drainDelayMs: 1000 } as const;

export const REPLICAS_PROFILES: Readonly<Record<ProfileName, ReplicasProfile>> = {
  smoke: {
    ...CHECKS,
    rounds: 1,
    armsAtOnce: 3,
    users: 12,
    ratePerSec: 60,
    steadySeconds: 2,
    quietSeconds: 0.6,
    downSeconds: 0.6,
    expectedSeconds: 20,
  },
  quick: {
    ...CHECKS,
    rounds: 2,
    armsAtOnce: 2,
    users: 60,
    ratePerSec: 200,
    steadySeconds: 3,
    quietSeconds: 1,
    downSeconds: 1,
    expectedSeconds: 80,
  },
  full: {
    ...CHECKS,
    rounds: 5,
    armsAtOnce: 1,
    users: 60,
    ratePerSec: 200,
    steadySeconds: 8,
    quietSeconds: 1,
    downSeconds: 1,
    expectedSeconds: 420,
  },
};
