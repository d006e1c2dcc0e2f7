// One trial as pure data: when the victim's credential is revoked, and when the open loop asks.
import type { Operation } from '@authlab/contract';
import { REVOKING_EVENTS, type RevokingEvent } from '../../result/revocation-record.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';

export interface TrialPlan {
  readonly trial: number;
  readonly event: RevokingEvent;
  /** Which replica gets the revoking request. */
  readonly revokeOn: number;
  readonly scenario: Scenario;
}

export interface TrialSeries {
  /** By event. */
  readonly trials: Readonly<Partial<Record<RevokingEvent, number>>>;
  readonly replicas: number;
  /** The latest moment of the revocation, in ms after the login. */
  readonly maxPhaseMs: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Of the open loop, on each replica: the attacker whose stale accepts are counted. */
export const OPEN_RATE_PER_SEC = 25;
const OPERATIONS: Readonly<Record<RevokingEvent, Operation>> = {
  logout: 'logout',
  'logout-everywhere': 'logoutEverywhere',
  'device-removed': 'endSession',
  'password-changed': 'changePassword',
  'account-disabled': 'patchUser',
  'roles-changed': 'patchUser',
  'refresh-reuse': 'refresh',
};

/** All trials of all events, in shuffled order. */
export const planTrials = (series: TrialSeries): TrialPlan[] => {
  const random = seededRandom(series.seed);
  const events = REVOKING_EVENTS.flatMap((event) => Array.from({ length: series.trials[event] ?? 0 }, () => event));
  return random.shuffled(events).map((event, trial) => ({
    trial,
    event,
    revokeOn: random.index(series.replicas),
    scenario: {
      id: `revocation/${event}`,
      seed: derivedSeed(series.seed, trial),
      arrivals: { process: 'poisson', ratePerSec: OPEN_RATE_PER_SEC, seconds: series.seconds },
      population: { users: 1 },
      mix: [{ operation: 'me', weight: 1, expect: 200 }],
      timeline: [{ atMs: random.fraction() * series.maxPhaseMs, action: OPERATIONS[event], on: 'victim' }],
    },
  }));
};
