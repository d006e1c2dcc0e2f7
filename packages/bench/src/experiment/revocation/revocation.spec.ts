// The plan of the trials is fair and repeatable, probes are dense where it matters, and rows say what the trials showed.
import { describe, expect, it } from '@jest/globals';
import type { ProbeTuple, TrialRecord } from '../../result/raw-record.ts';
import { analyseRevocation } from './analyse-revocation.ts';
import { paceOf } from './probe-pace.ts';
import { planTrials } from './trial-scenario.ts';

const series = {
  events: ['logout', 'logout-everywhere'] as const,
  trialsPerEvent: 60,
  replicas: 3,
  maxPhaseMs: 2000,
  seconds: 5,
  seed: 3,
};

describe('planTrials', () => {
  const plans = planTrials(series);

  it('has each event equally often, in shuffled order, the same for the same seed', () => {
    expect(plans.filter(({ event }) => event === 'logout')).toHaveLength(60);
    expect(new Set(plans.slice(0, 10).map(({ event }) => event)).size).toBe(2);
    expect(planTrials(series)).toEqual(plans);
  });

  it('revokes at random moments on random replicas', () => {
    const phases = plans.map(({ scenario }) => scenario.timeline[0]?.atMs ?? -1);
    expect(Math.min(...phases)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...phases)).toBeLessThan(200);
    expect(Math.max(...phases)).toBeGreaterThan(1800);
    expect(Math.max(...phases)).toBeLessThan(2000);
    expect(new Set(plans.map(({ revokeOn }) => revokeOn))).toEqual(new Set([0, 1, 2]));
  });

  it('names the operation of the contract that revokes', () => {
    const actions = new Map(plans.map(({ event, scenario }) => [event, scenario.timeline[0]?.action]));
    expect(Object.fromEntries(actions)).toEqual({ logout: 'logout', 'logout-everywhere': 'logoutEverywhere' });
  });
});

describe('paceOf', () => {
  it('asks without a pause around the revocation, and wakes in time for it', () => {
    const pace = paceOf({ revokeAtMs: 1000 });
    expect(pace(995)).toBe(0);
    expect(pace(1030)).toBe(0);
    expect(pace(960) + 960).toBeLessThanOrEqual(1000);
    expect(pace(1500)).toBeGreaterThan(0);
  });

  it('asks sparsely until the natural end comes near, and does not sleep through it', () => {
    const pace = paceOf({ revokeAtMs: 1000, expiryMs: 4000 });
    expect(pace(2000)).toBe(100);
    expect(pace(3900) + 3900).toBeLessThan(4000);
    expect(pace(4010)).toBeLessThan(20);
  });
});

const trial = (replicas: readonly (readonly ProbeTuple[])[]): TrialRecord => ({
  type: 'revocation-trial',
  target: 'session/redis',
  event: 'logout',
  trial: 0,
  phaseMs: 10,
  outcome: {
    state: 'completed',
    ackMs: 2,
    loggedInOn: 0,
    revokedOn: 1,
    replicas,
    bystanders: { requests: 3, refused: 0 },
  },
});

const dead: ProbeTuple[] = [
  [-2, -1, 200],
  [1, 2, 401],
];
const alive = (untilMs: number): ProbeTuple[] => [
  [1, 2, 200],
  [untilMs, untilMs + 1, 200],
  [untilMs + 4, untilMs + 5, 401],
];
const context = { target: 'session/redis', event: 'logout', replicas: 2 } as const;

describe('analyseRevocation', () => {
  it('takes the latest replica for the system', () => {
    const row = analyseRevocation([trial([dead, alive(50)])], { ...context, bystanders: { requests: 5, refused: 1 } });
    expect(row).toMatchObject({
      trials: 1,
      lagMs: { p50: 50, max: 50 },
      lagUpperMs: { p50: 54, max: 54 },
      bracketMs: { p50: 4 },
      staleAccepts: 2,
      staleTrials: 1,
      falseRejects: 1,
      bystanderRequests: 8,
    });
  });

  it('bounds the share of stale trials where none was seen', () => {
    const trials = Array.from({ length: 100 }, () => trial([dead, dead]));
    const row = analyseRevocation(trials, { ...context, bystanders: { requests: 0, refused: 0 } });
    expect(row).toMatchObject({ trials: 100, staleTrials: 0, lagMs: { p50: 0, p99: 0, max: 0 }, neverRefused: 0 });
    expect(row?.staleTrialShare.high).toBeCloseTo(0.0295, 3);
  });

  it('counts a credential that was never refused, and failed trials not at all', () => {
    const failed: TrialRecord = { ...trial([]), outcome: { state: 'failed', reason: 'x' } };
    const immortal: ProbeTuple[] = [[10, 11, 200]];
    const row = analyseRevocation([failed, trial([dead, immortal])], {
      ...context,
      bystanders: { requests: 0, refused: 0 },
    });
    expect(row).toMatchObject({ trials: 1, neverRefused: 1, lagMs: { max: 10 } });
    expect(analyseRevocation([failed], { ...context, bystanders: { requests: 0, refused: 0 } })).toBeUndefined();
  });
});
