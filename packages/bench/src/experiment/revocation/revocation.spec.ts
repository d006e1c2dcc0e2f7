// The plan of the trials is fair and repeatable, probes are dense where it matters, and rows say what the trials showed.
import { describe, expect, it } from '@jest/globals';
import type { BystanderRecord, ProbeTuple, TrialRecord } from '../../result/revocation-record.ts';
import { analyseRevocation } from './analyse-revocation.ts';
import { expiryLaw } from './expiry-law.ts';
import { paceOf } from './probe-pace.ts';
import { trialFinding } from './trial-finding.ts';
import { planTrials } from './trial-scenario.ts';

const series = {
  trials: { logout: 60, 'device-removed': 60 },
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
    expect(Object.fromEntries(actions)).toEqual({ logout: 'logout', 'device-removed': 'endSession' });
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

const trial = (replicas: readonly (readonly ProbeTuple[])[], changes: Partial<TrialRecord> = {}): TrialRecord => ({
  type: 'revocation-trial',
  target: 'session/redis',
  event: 'logout',
  trial: 0,
  phaseMs: 10,
  replicas: 2,
  loadShare: 0,
  outcome: {
    state: 'completed',
    ackMs: 2,
    loggedInOn: 0,
    revokedOn: 1,
    replicas,
    bystanders: { requests: 3, refused: 0 },
  },
  ...changes,
});

const beside = (requests: number, refused: number): BystanderRecord => ({
  type: 'revocation-bystanders',
  target: 'session/redis',
  replicas: 2,
  loadShare: 0,
  requests,
  refused,
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

describe('analyseRevocation', () => {
  it('takes the latest replica for the system', () => {
    expect(analyseRevocation([trial([dead, alive(50)])], [beside(5, 1)])).toMatchObject([
      {
        trials: 1,
        lagMs: { p50: 50, max: 50 },
        lagUpperMs: { p50: 54, max: 54 },
        bracketMs: { p50: 4 },
        staleAccepts: 2,
        staleTrials: 1,
        falseRejects: 1,
        bystanderRequests: 8,
      },
    ]);
  });

  it('bounds the share of stale trials where none was seen', () => {
    const trials = Array.from({ length: 100 }, () => trial([dead, dead]));
    const [row] = analyseRevocation(trials, []);
    expect(row).toMatchObject({ trials: 100, staleTrials: 0, lagMs: { p50: 0, p99: 0, max: 0 }, neverRefused: 0 });
    expect(row?.staleTrialShare.high).toBeCloseTo(0.0295, 3);
  });

  it('counts a credential that was never refused, and failed trials not at all', () => {
    const failed = trial([], { outcome: { state: 'failed', reason: 'x' } });
    const immortal: ProbeTuple[] = [[10, 11, 200]];
    expect(analyseRevocation([failed, trial([dead, immortal])], [])).toMatchObject([
      { trials: 1, neverRefused: 1, lagMs: { max: 10 } },
    ]);
    expect(analyseRevocation([failed], [])).toEqual([]);
  });

  it('keeps settings and events apart, each with its own bystanders', () => {
    const rows = analyseRevocation(
      [
        trial([dead, dead]),
        trial([dead, dead], { event: 'refresh-reuse' }),
        trial([dead, alive(9)], { loadShare: 0.7 }),
      ],
      [beside(5, 1), { ...beside(7, 2), loadShare: 0.7 }],
    );
    expect(rows.map((row) => [row.event, row.loadShare, row.lagMs.max, row.falseRejects])).toEqual([
      ['logout', 0, 0, 1],
      ['refresh-reuse', 0, 0, 1],
      ['logout', 0.7, 9, 2],
    ]);
  });

  it('draws the distribution between its bounds, rising', () => {
    const [row] = analyseRevocation(
      [10, 20, 30, 40].map((ms) => trial([dead, alive(ms)])),
      [],
    );
    const curve = row?.lagCurve ?? [];
    expect(curve.at(-1)).toEqual({ share: 1, lowMs: 40, highMs: 44 });
    expect(curve.find(({ share }) => share === 0.5)).toEqual({ share: 0.5, lowMs: 20, highMs: 24 });
    expect(curve.every(({ lowMs, highMs }) => lowMs <= highMs)).toBe(true);
  });
});

const asking = (untilMs: number, served: number): ProbeTuple[] => [
  ...alive(untilMs),
  ...Array.from({ length: served }, (_, index): ProbeTuple => [1 + index, 2 + index, 200, 1]),
];

describe('the attacker at a fixed rate', () => {
  it('is expected to be served as often as the credential lives long, on each replica', () => {
    const [row] = analyseRevocation([trial([asking(1000, 25), asking(1000, 24)])], []);
    // 25 requests/s for 1 s on two replicas: a Poisson variable of mean 50.
    expect(row?.attacker).toEqual({ ratePerSec: 25, staleAccepts: 49, expected: { low: 37, high: 65 } });
  });

  it('is found out where it is served more often than that', () => {
    const [row] = analyseRevocation([trial([asking(100, 40), dead])], []);
    expect(row?.attacker?.staleAccepts).toBeGreaterThan(row?.attacker?.expected.high ?? 0);
  });
});

const stamped = (probes: readonly ProbeTuple[], decidedMs: readonly number[]): ProbeTuple[] =>
  probes.map(([startMs, endMs, status], index) => [startMs, endMs, status, 0, decidedMs[index] ?? startMs]);
const found = (...replicas: readonly (readonly ProbeTuple[])[]) => analyseRevocation([trial(replicas)], [])[0]?.stamped;

describe('the stamps of the servers', () => {
  it('tell the lag once more, and agree with the probes', () => {
    expect(found(stamped(alive(50), [1.5, 50.5, 54.5]))).toMatchObject({
      lagMs: { max: 50.5 },
      lagUpperMs: { max: 54.5 },
      disagreements: 0,
      strays: 0,
      resurrections: 0,
    });
  });

  it('are strays outside of their own request', () => {
    expect(found(stamped(dead, [-1.5, 5]))).toMatchObject({ strays: 1 });
  });

  it('exclude the probes where the server says that it had refused before the last accept was sent', () => {
    expect(found(stamped(alive(50), [1.5, 2, 3]))).toMatchObject({ disagreements: 1, strays: 2 });
  });

  it('see a resurrection between two requests that overlap', () => {
    const overlapping: ProbeTuple[] = [
      [1, 9, 401, 0, 2],
      [3, 8, 200, 0, 6],
      [20, 21, 401, 0, 20.5],
    ];
    expect(trialFinding([overlapping])).toMatchObject({ resurrections: 0, stamped: { resurrections: 1 } });
  });

  it('see none where a refusal overtook a request that was under way before it', () => {
    const overtaken: ProbeTuple[] = [
      [1, 9, 200, 0, 6],
      [3, 8, 401, 0, 4],
      [20, 21, 401, 0, 20.5],
    ];
    expect(trialFinding([overtaken])).toMatchObject({ resurrections: 0, stamped: { resurrections: 0 } });
  });
});

const completed = {
  state: 'completed',
  ackMs: 1,
  loggedInOn: 0,
  revokedOn: 0,
  bystanders: { requests: 0, refused: 0 },
} as const;

const bound = (probes: readonly ProbeTuple[], expiresMs: number) =>
  expiryLaw([{ ...completed, expiresMs, replicas: [probes] }]);

describe('the law of expiry', () => {
  it('holds where a token ends when its `exp` says so', () => {
    expect(bound(alive(50), 52)).toEqual({ trials: 1, broken: 0 });
  });

  it('is broken by a token that is accepted later, and by one that is refused earlier', () => {
    expect(bound(alive(50), 40)).toEqual({ trials: 1, broken: 1 });
    expect(bound(alive(50), 80)).toEqual({ trials: 1, broken: 1 });
  });

  it('is not asked of what can be revoked', () => {
    expect(expiryLaw([{ ...completed, replicas: [dead] }])).toBeUndefined();
  });
});
