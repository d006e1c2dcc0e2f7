// A stored run that is analysed again tells the same, or says where it does not.
import { describe, expect, it } from '@jest/globals';
import { COST_SEED, storedRun } from '../../test/run-example.ts';
import { reanalyseRun } from './reanalyse-run.ts';

const run = storedRun({ ratesPerSec: [150, 400] });

describe('reanalyseRun', () => {
  it('finds every figure again, those of the bootstrap too', () => {
    expect(run.summary.comparisons).toHaveLength(4);
    const again = reanalyseRun(run, COST_SEED);
    expect(again.differences).toEqual([]);
    expect(again.summary).toEqual(run.summary);
  });

  it('finds the duets of many targets again, and the known effect', () => {
    const me = { 'session/redis': 240, 'jwt/stateless': 160, 'jwt/denylist': 230, 'jwt/pushed': 165 };
    const many = storedRun({ me });
    expect(many.summary.knownEffect?.foundUs.value).toBeCloseTo(25, 9);
    expect(many.summary.comparisons).toHaveLength(8);
    expect(reanalyseRun(many, COST_SEED)).toEqual({ summary: many.summary, differences: [] });
    const { knownEffect } = many.summary;
    const changed = { ...many.summary, knownEffect: { ...knownEffect!, ratePerSec: 1 } };
    const { differences } = reanalyseRun({ ...many, summary: changed }, COST_SEED);
    expect(differences).toEqual(['knownEffect.ratePerSec: stored 1, now 400']);
  });

  it('repeats the random draws only from the seed of the run', () => {
    const spread = storedRun({ wobbles: [0.9, 1, 1.1, 1.02] });
    expect(reanalyseRun(spread, COST_SEED).differences).toEqual([]);
    const { differences } = reanalyseRun(spread, COST_SEED + 1);
    expect(differences).not.toHaveLength(0);
    expect(differences.every((line) => line.includes('bootstrapRatio'))).toBe(true);
  });

  it('names the figures that are not those of the summary', () => {
    const [row, ...rows] = run.summary.cost;
    const changed = { ...run, summary: { ...run.summary, cost: [{ ...row!, requests: 1 }, ...rows] } };
    const { summary, differences } = reanalyseRun(changed, COST_SEED);
    expect(differences).toEqual(['cost.session/redis at 150 requests/s.requests: stored 1, now 800']);
    expect(summary.cost[0]?.requests).toBe(800);
  });

  it('names rows that are missing on either side', () => {
    const without = { ...run, records: run.records.filter((record) => record.type === 'cost-block') };
    expect(reanalyseRun(without, COST_SEED).differences).toEqual([
      'revocation.session/redis after logout, 1 replica: stored a row, now nothing',
    ]);
  });

  it('keeps how many more minutes the run asked for: how long a round took is in no record', () => {
    const open = storedRun({ wobbles: [0.5, 1, 1.1, 0.9] });
    const asked = open.summary.comparisons.map((row) =>
      row.verdict === 'not-resolved' ? { ...row, needsMoreMinutes: 12 } : row,
    );
    expect(asked.map(({ needsMoreMinutes }) => needsMoreMinutes)).toContain(12);
    const again = reanalyseRun({ ...open, summary: { ...open.summary, comparisons: asked } }, COST_SEED);
    expect(again.summary.comparisons).toEqual(asked);
  });
});
