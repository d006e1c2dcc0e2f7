// How much of the outage experiment is run.
import { OUTAGE_FAULTS, type OutageFault } from '../result/outage-record.ts';
import type { ProfileName } from './profile-name.ts';

/** Everything that decides how long the outage experiment takes. */
export interface OutageProfile {
  readonly faults: readonly OutageFault[];
  /** Of each fault, for each target. */
  readonly trials: number;
  /** Each on processes of its own; fewer at a time where they would crowd the machine. */
  readonly trialsAtOnce: number;
  /** The same of those with a tail of their own: seven servers each change their roles, and then all at once. */
  readonly longTrialsAtOnce: number;
  /** Before the fault, while it lasts, and after it. */
  readonly leadSeconds: number;
  readonly faultSeconds: number;
  readonly tailSeconds: number;
  /** Where it takes longer until everybody is served again: of a failover a Sentinel may not tell for the ten seconds of its time-out. */
  readonly ownTailSeconds: Readonly<Partial<Record<OutageFault, number>>>;
  /** `GET /me` of users who never log out, at each replica. */
  readonly usersPerSec: number;
  /** Of each revoked credential, at each replica. */
  readonly victimPerSec: number;
  /** People who log in, refresh and log out. */
  readonly errandsPerSec: number;
  /** Of a Redis command: here patience is part of what is measured. */
  readonly deadlineMs: number;
  readonly heartbeatMs: number;
  readonly staleMs: number;
  /** For two targets, on two cores; for the display of the remaining time alone. */
  readonly expectedSeconds: number;
}

const PACE = { usersPerSec: 50, victimPerSec: 10, errandsPerSec: 2, leadSeconds: 1.5, deadlineMs: 250 } as const;
/** What the APIs have by default. */
const LINK = { heartbeatMs: 500, staleMs: 2000 } as const;

export const OUTAGE_PROFILES: Readonly<Record<ProfileName, OutageProfile>> = {
  smoke: {
    ...PACE,
    faults: ['refused', 'link-silent', 'restart-empty'],
    trials: 1,
    trialsAtOnce: 5,
    longTrialsAtOnce: 3,
    heartbeatMs: 250,
    staleMs: 1000,
    faultSeconds: 2,
    tailSeconds: 2.5,
    ownTailSeconds: {},
    expectedSeconds: 25,
  },
  quick: {
    ...PACE,
    ...LINK,
    faults: OUTAGE_FAULTS,
    trials: 1,
    trialsAtOnce: 5,
    longTrialsAtOnce: 3,
    faultSeconds: 4,
    tailSeconds: 3.5,
    ownTailSeconds: { failover: 12, 'failover-confirmed': 12 },
    expectedSeconds: 110,
  },
  full: {
    ...PACE,
    ...LINK,
    faults: OUTAGE_FAULTS,
    trials: 2,
    trialsAtOnce: 5,
    longTrialsAtOnce: 3,
    faultSeconds: 6,
    tailSeconds: 6,
    ownTailSeconds: { failover: 12, 'failover-confirmed': 12 },
    expectedSeconds: 450,
  },
};
