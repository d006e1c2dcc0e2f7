// Pieces of a run make the run that they would have been at once; what is no piece of it is refused.
import { describe, expect, it } from '@jest/globals';
import { storedRun } from '../../test/run-example.ts';
import { reanalyseRun } from '../experiment/reanalyse-run.ts';
import { howItWasMade } from '../report/provenance.ts';
import type { StoredRun } from '../result/read-run.ts';
import { type Summary, summarySchema } from '../result/summary.ts';
import { mergeObstacles, mergeRuns } from './merge-runs.ts';

/** A run that measured one of the two experiments of the example. */
const piece = (name: 'cost' | 'revocation', changes: Partial<Summary> = {}): StoredRun => {
  const { summary, records } = storedRun();
  const { noiseFloor, knownEffect, ...rest } = summary;
  const own =
    name === 'cost'
      ? { noiseFloor: noiseFloor!, knownEffect: knownEffect!, revocation: [], experiments: { cost: COST } }
      : { cost: [], comparisons: [], experiments: { revocation: summary.experiments.revocation! } };
  const isOwn = ({ type }: { readonly type: string }) => type.startsWith(name);
  return { summary: { ...rest, ...own, command: `bench ${name}`, ...changes }, records: records.filter(isOwn) };
};

const COST = {
  ratesPerSec: [400],
  blockSeconds: 2,
  users: 100,
  redisDelayMs: 0,
  invocations: 4,
  blocks: { planned: 8, valid: 8, noisy: 0, incomplete: 0 },
  rules: [],
  latenessP99Us: 1000,
  generatorUtilization: 0.2,
  generatorCpuUsPerRequest: 40,
  warmup: { settled: 4, unsettled: 0 },
};

const later = { startedAt: '2026-02-01T00:00:00.000Z', durationSeconds: 60, seed: 4, profile: 'quick' } as const;
const sooner = { ...later, startedAt: '2026-01-01T00:00:00.000Z', seed: 9 };

describe('mergeRuns', () => {
  it('has every figure and every record of its pieces, and agrees with them', () => {
    const whole = mergeRuns([piece('revocation', later), piece('cost', sooner)]);
    const { cost, comparisons, revocation, noiseFloor, knownEffect } = storedRun().summary;
    expect(whole.summary).toMatchObject({ cost, comparisons, revocation, noiseFloor, knownEffect });
    expect(whole.records).toHaveLength(storedRun().records.length);
    expect(summarySchema.parse(whole.summary)).toEqual(whole.summary);
    expect(reanalyseRun(whole).differences).toEqual([]);
  });

  it('keeps what each piece was, in the order of their times, also when it is merged again', () => {
    const [first, second, third] = [piece('cost', sooner), piece('revocation', later), piece('cost', later)];
    const two = mergeRuns([second, first]);
    expect(two.summary).toMatchObject({ startedAt: sooner.startedAt, durationSeconds: 120, seed: 9 });
    expect(two.summary.parts?.map(({ experiments, seed }) => [...experiments, seed])).toEqual([
      ['cost', 9],
      ['revocation', 4],
    ]);
    const renamed = { ...third, summary: { ...third.summary, experiments: {} } };
    expect(mergeRuns([two, renamed]).summary.parts).toHaveLength(3);
    expect(howItWasMade(two.summary).slice(0, 2)).toEqual([
      expect.stringContaining('cost: bench cost, profile quick'),
      expect.stringContaining('revocation: bench revocation, profile quick'),
    ]);
  });

  it('has the profile of the piece that did least', () => {
    const full = piece('cost', { ...sooner, profile: 'full' });
    const whole = mergeRuns([full, piece('revocation', later)]).summary;
    expect([whole.profile, whole.parts?.map(({ profile }) => profile)]).toEqual(['quick', ['full', 'quick']]);
  });

  it('is judged as a whole: one piece that is not to be trusted is enough', () => {
    const shaky = piece('cost', {
      ...sooner,
      noiseFloor: { ratio: { value: 1.2, low: 1.1, high: 1.3, confidence: 0.95 }, ratePerSec: 400 },
    });
    expect(mergeRuns([shaky, piece('revocation', later)]).summary.verdict).toBe('UNTRUSTED');
  });
});

const obstacles = (...runs: StoredRun[]): string[] => mergeObstacles(runs.map(({ summary }) => summary));

describe('mergeObstacles', () => {
  it('finds none between pieces of one run', () => {
    expect(obstacles(piece('cost', sooner), piece('revocation', later))).toEqual([]);
  });

  it('names what was measured twice or on another machine, and a run without another', () => {
    const { environment } = piece('cost').summary;
    expect(obstacles(piece('cost'), piece('cost'))).toEqual(['the experiment cost is in more than one of them']);
    expect(obstacles(piece('cost'), piece('revocation', { environment: { ...environment, cores: 999 } }))).toEqual([
      `cores: ${environment.cores} and 999`,
    ]);
    expect(obstacles(piece('cost'))).toEqual(['a merge needs two runs at least']);
  });
});
