// What each choice is worth, and why others find something else: both through the command, on real servers, in small.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RawRecord, SaturationRound } from '../src/result/raw-record.ts';
import { type Summary, summarySchema } from '../src/result/summary.ts';
import { geometricMean } from 'simple-statistics';
import { leftovers, startBench, succeeded } from './bench-command.ts';

const RUN_TIMEOUT_MS = 240_000;

describe('knobs and pitfalls', () => {
  let folder = '';
  let summary: Summary;
  let records: readonly RawRecord[];
  let rounds: readonly SaturationRound[];
  let left: Awaited<ReturnType<typeof leftovers>>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-knobs-'));
    const tmp = mkdtempSync(join(folder, 'tmp-'));
    const out = join(folder, 'results');
    const words = ['--experiment', 'knobs,pitfalls', '--profile', 'smoke', '--json', '--out', out];
    const stdout = await succeeded(startBench(tmp, ...words));
    left = await leftovers(tmp);
    summary = summarySchema.parse(JSON.parse(stdout));
    const lines = readFileSync(join(out, 'latest', 'raw.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    records = lines.map((line) => JSON.parse(line) as RawRecord);
    rounds = records.flatMap((record) => (record.type === 'pitfalls-round' ? [record] : []));
  }, RUN_TIMEOUT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('leave nothing behind, and lose no request', () => {
    expect(left).toEqual({ processes: [], files: [] });
    expect(summary.verdict).not.toBe('INVALID');
    expect(summary.experiments.knobs?.blocks).toMatchObject({ planned: 4, incomplete: 0 });
    expect(summary.experiments.pitfalls?.blocks).toMatchObject({ incomplete: 0 });
  });

  it('compare each choice with its own default, under one load', () => {
    const rows = summary.experiments.knobs?.rows ?? [];
    expect(new Set(rows.map(({ knob }) => knob)).size).toBe(2);
    for (const { cpuUs, differenceUs } of rows) {
      expect(differenceUs.value).toBeCloseTo(cpuUs.to.value - cpuUs.from.value, 6);
      expect(differenceUs.low).toBeLessThan(differenceUs.high);
    }
    const blocks = records.filter(({ type }) => type === 'knobs-block');
    expect(blocks.length).toBeGreaterThanOrEqual(4);
  });

  it('name seven causes, each with the usual way beside a better one', () => {
    const rows = summary.experiments.pitfalls?.rows ?? [];
    expect(rows).toHaveLength(7);
    const loop = rows.find(({ unit }) => unit === 'us');
    expect(loop?.wrong.figure.low).toBeGreaterThan(0);
  });

  it('say of a cold start what its rounds say', () => {
    const gains = rounds.flatMap(({ session, jwt }) => [session, jwt].map((one) => one.warmPerSec / one.coldPerSec));
    const cold = summary.experiments.pitfalls?.rows.find(({ cause }) => cause.includes('cold'));
    expect(cold?.wrong.figure.value).toBeCloseTo(geometricMean(gains), 9);
  });

  it('keep what each server did cold, warm, and when it loaded itself', () => {
    expect(rounds).toHaveLength(2);
    for (const { session, jwt } of rounds) {
      expect(session.byItselfPerSec).toBeGreaterThan(0);
      expect(jwt.byItselfPerSec).toBeGreaterThan(0);
    }
  });
});
