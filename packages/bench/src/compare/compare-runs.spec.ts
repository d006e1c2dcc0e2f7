// Two runs are told apart by what changed, and by no more than the machine allows.
import { describe, expect, it } from '@jest/globals';
import { type RunExample, storedRun } from '../../test/run-example.ts';
import { comparison } from '../../test/summary-example.ts';
import type { StoredRun } from '../result/read-run.ts';
import { compareRuns } from './compare-runs.ts';
import { compareVerdicts } from './compare-verdicts.ts';
import { agreementLines, comparisonTables } from './comparison-tables.ts';
import { conditionDifferences, machineDifferences } from './machine-difference.ts';
import { verdictOfDifference } from './run-verdict.ts';

const before = storedRun();
const against = (example: RunExample) => compareRuns(before, storedRun(example));
const costOf = (example: RunExample) =>
  Object.fromEntries(
    against(example).cost.map((row) => [`${row.target} ${row.metric}`, [row.verdict, row.ratio?.value]]),
  );

describe('the cost of two runs', () => {
  it('is the same for the same figures', () => {
    const { cost } = against({});
    expect(cost).toHaveLength(6);
    for (const row of cost) expect(row).toMatchObject({ verdict: 'same', differenceUs: { value: 0 } });
    expect(cost[1]?.a.value).toBeCloseTo(240 * 1.0005, 9);
  });

  it('is better or worse where one target changed, and the same elsewhere', () => {
    const changed = costOf({ me: { 'session/redis': 192, 'jwt/stateless': 190 } });
    expect(changed).toEqual({
      'session/redis controlCpuUs': ['same', expect.closeTo(1, 9)],
      'session/redis cpuUs': ['better', expect.closeTo(192 / 240, 9)],
      'session/redis authOverheadUs': ['better', expect.closeTo(92 / 140, 9)],
      'jwt/stateless controlCpuUs': ['same', expect.closeTo(1, 9)],
      'jwt/stateless cpuUs': ['worse', expect.closeTo(190 / 160, 9)],
      'jwt/stateless authOverheadUs': ['worse', expect.closeTo(90 / 60, 9)],
    });
  });

  it('blames the machine for what the control arm shows as well', () => {
    const slower = costOf({ drifts: [1.29, 1.3, 1.31, 1.3] });
    expect(slower['session/redis controlCpuUs']?.[0]).toBe('worse');
    expect(slower['session/redis cpuUs']).toEqual(['not-resolved', expect.closeTo(1.3, 2)]);
    expect(slower['jwt/stateless authOverheadUs']?.[0]).toBe('not-resolved');
  });

  it('resolves nothing that is smaller than the spread of the invocations', () => {
    expect(costOf({ me: { 'session/redis': 250 }, drifts: [0.8, 1, 1.2, 1] })['session/redis cpuUs']?.[0]).toBe(
      'not-resolved',
    );
  });

  it('states no ratio where a figure may be nothing, but the difference', () => {
    const free = against({ me: { 'session/redis': 240, 'jwt/stateless': 99 } }).cost.at(-1);
    expect(free).toMatchObject({ target: 'jwt/stateless', metric: 'authOverheadUs', verdict: 'not-resolved' });
    expect(free).not.toHaveProperty('ratio');
    expect(free?.differenceUs.value).toBeCloseTo(-61 * 1.0005, 9);
  });

  it('covers the rates and targets of both runs alone', () => {
    const { cost } = compareRuns(
      storedRun({ ratesPerSec: [100, 400] }),
      storedRun({ ratesPerSec: [400, 600], me: { 'session/redis': 240, 'jwt/denylist': 240 } }),
    );
    expect(cost.map(({ ratePerSec, target }) => [ratePerSec, target])).toEqual([
      [400, 'session/redis'],
      [400, 'session/redis'],
      [400, 'session/redis'],
    ]);
  });
});

describe('runs of several duets', () => {
  const me = { 'session/redis': 240, 'jwt/stateless': 160, 'jwt/denylist': 230, 'jwt/pushed': 165 };

  it('are compared target by target, whatever ran beside them', () => {
    const { cost } = compareRuns(storedRun({ me }), storedRun({ me: { 'session/redis': 240, 'jwt/pushed': 120 } }));
    expect(cost.map(({ target, metric, verdict }) => [target, metric, verdict])).toEqual([
      ['session/redis', 'controlCpuUs', 'same'],
      ['session/redis', 'cpuUs', 'same'],
      ['session/redis', 'authOverheadUs', 'same'],
      ['jwt/pushed', 'controlCpuUs', 'same'],
      ['jwt/pushed', 'cpuUs', 'better'],
      ['jwt/pushed', 'authOverheadUs', 'better'],
    ]);
  });
});

const repeated = (lagMs: number, count: number): number[] => Array.from({ length: count }, () => lagMs);

describe('the revocation lag of two runs', () => {
  it('is the same for enough trials without a stale accept', () => {
    const quiet = storedRun({ lagsMs: repeated(0, 400) });
    expect(compareRuns(quiet, quiet).revocation[0]).toMatchObject({ staleVerdict: 'same', lagVerdict: 'same' });
    expect(against({}).revocation[0]).toMatchObject({ staleVerdict: 'not-resolved', lagVerdict: 'same' });
  });

  it('is worse when revoked credentials live on', () => {
    const [row] = against({ lagsMs: [20, 22, 24, 26] }).revocation;
    expect(row).toMatchObject({
      a: { staleTrials: 0, trials: 4, meanLagMs: 0 },
      b: { staleTrials: 4, trials: 4, meanLagMs: 23 },
      staleShareDifference: { value: 1 },
      staleVerdict: 'worse',
      lagDifferenceMs: { value: 23 },
      lagVerdict: 'worse',
    });
  });

  it('is not compared for tokens of different lifetimes', () => {
    const [row] = before.summary.revocation;
    const longer = { ...before, summary: { ...before.summary, revocation: [{ ...row!, accessTtlSeconds: 9 }] } };
    expect(compareRuns(before, longer).revocation).toEqual([]);
  });

  it('has no length where a credential outlived the watch', () => {
    const [row] = before.summary.revocation;
    const immortal = { ...before, summary: { ...before.summary, revocation: [{ ...row!, neverRefused: 1 }] } };
    expect(compareRuns(before, immortal).revocation[0]).toMatchObject({ lagVerdict: 'not-resolved' });
    expect(compareRuns(before, immortal).revocation[0]).not.toHaveProperty('lagDifferenceMs');
  });
});

describe('verdictOfDifference', () => {
  it.each([
    ['better', -9, -11, -7],
    ['worse', 9, 7, 11],
    ['same', 1, -2, 4],
    ['not-resolved', 4, -1, 9],
    ['not-resolved', 4.5, 1, 9],
  ] as const)('is %s for %d (%d to %d) with a margin of 5', (...[verdict, value, low, high]) => {
    expect(verdictOfDifference({ value, low, high, confidence: 0.95 }, 5)).toBe(verdict);
  });
});

describe('conditions', () => {
  const { environment } = before.summary;

  it('name what differs between machines, and pass over the rest', () => {
    expect(machineDifferences(environment, { ...environment, memoryBytes: 2 })).toEqual([]);
    expect(machineDifferences(environment, { ...environment, cores: 4, node: 'v22.0.0' })).toEqual([
      'cores: 2 and 4',
      'node: v24.21.0 and v22.0.0',
    ]);
  });

  it('name another profile, another version and a run that is not to be trusted', () => {
    const other: StoredRun['summary'] = {
      ...before.summary,
      profile: 'full',
      startedAt: '2026-02-02T00:00:00.000Z',
      verdict: 'UNSTABLE',
      reasons: ['it was busy'],
      environment: { ...environment, packages: { redis: '7.0.0' } },
    };
    expect(conditionDifferences(before.summary, other)).toEqual([
      'profile: quick in A, full in B',
      'redis: 6.3.1 in A, 7.0.0 in B',
      'B is UNSTABLE: it was busy',
    ]);
    expect(conditionDifferences(before.summary, before.summary)).toEqual(['A and B are one and the same run']);
  });
});

describe('compareVerdicts', () => {
  const a = [comparison({}), comparison({ metric: 'authOverheadUs' }), comparison({ ratePerSec: 150 })];

  it('finds all agreed when all are the same', () => {
    expect(agreementLines(compareVerdicts(a, a))).toEqual(['Verdicts: all 3 that both runs give agree.']);
  });

  it('tells a contradiction, such as the opposite direction, from what only one of the runs resolves', () => {
    const b = [
      comparison({ verdict: 'not-resolved' }),
      comparison({ metric: 'authOverheadUs', differenceUs: { value: -80, low: -90, high: -70, confidence: 0.95 } }),
    ];
    const agreement = compareVerdicts(a, b);
    expect(agreement).toMatchObject({ compared: 2, onlyInOne: 1 });
    const lines = agreementLines(agreement);
    expect(lines[0]).toContain('0 of 2 are the same in both runs');
    expect(lines[1]).toBe('1 contradict each other:');
    expect(lines[2]).toContain('authOverheadUs of session/redis against jwt/stateless at 400 requests/s: different');
    expect(lines[3]).toBe('1 are resolved in one of the runs only:');
    expect(lines[4]).toContain('cpuUs of session/redis against jwt/stateless at 400 requests/s: different, 1.32');
    expect(lines[4]).toContain('not resolved, 1.32 (1.28 to 1.37) in B');
  });

  it('says when there is nothing to compare', () => {
    expect(agreementLines(compareVerdicts(a, []))[0]).toContain('no comparison');
  });
});

describe('comparisonTables', () => {
  it('have a row for each change and no empty table', () => {
    const [cost, revocation] = comparisonTables(against({ lagsMs: [20, 22, 24, 26] }));
    expect(cost?.rows).toHaveLength(6);
    expect(revocation?.rows[0]).toEqual(expect.arrayContaining(['session/redis logout, 1 replica', '4 of 4', 'worse']));
    expect(comparisonTables({ ...against({}), cost: [], revocation: [] })).toEqual([]);
  });
});
