// One trial as pure data: when the victim's credential is revoked, and when the open loop asks.
import type { Operation } from '@authlab/contract';
import type { RevokingEvent } from '../../result/raw-record.ts';
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
  readonly events: readonly RevokingEvent[];
  readonly trialsPerEvent: number;
  readonly replicas: number;
  /** The latest moment of the revocation, in ms after the login. */
  readonly maxPhaseMs: number;
  readonly seconds: number;
  readonly seed: number;
}

const OPEN_RATE_PER_SEC = 25;
const OPERATIONS: Readonly<Record<RevokingEvent, Operation>> = {
  logout: 'logout',
  'logout-everywhere': 'logoutEverywhere',
};

/** All trials of all events, in shuffled order. */
export const planTrials = (series: TrialSeries): TrialPlan[] => {
  const random = seededRandom(series.seed);
  const events = series.events.flatMap((event) => Array.from({ length: series.trialsPerEvent }, () => event));
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
