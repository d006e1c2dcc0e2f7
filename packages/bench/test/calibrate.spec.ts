// The lab finds what was put in, in small: through the command, on real processes.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STALL_TOLERANCE_MS, stalledQuantileMs } from '../src/experiment/calibrate/stall.ts';
import { type CalibrationCheck } from '../src/result/calibrate-result.ts';
import { summarySchema } from '../src/result/summary.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const RUN_TIMEOUT_MS = 180_000;

describe('a calibration', () => {
  let folder = '';
  let checks: Readonly<Record<string, CalibrationCheck>> = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-calibrate-'));
    const words = ['--experiment', 'calibrate', '--profile', 'smoke', '--json', '--out', folder];
    const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words]);
    const { experiments } = summarySchema.parse(JSON.parse(stdout));
    checks = Object.fromEntries((experiments.calibrate?.checks ?? []).map((check) => [check.name, check]));
  }, RUN_TIMEOUT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['open-door', 'somebody-else'])('refuses to measure a server of kind %s', (name) => {
    expect(checks[name]).toMatchObject({ passed: true });
    expect(checks[name]?.found).toContain('is not measured, because');
  });

  it('does not count a block in which answers were wrong', () => {
    expect(checks['shedding']).toMatchObject({ passed: true });
  });

  it('does not count a block beside which other programs filled the machine', () => {
    expect(checks['foreign-load']).toMatchObject({ passed: true });
  });

  it('warms up until a slow start is over', () => {
    expect(checks['slow-start']).toMatchObject({ passed: true });
  });

  it('shows a stall that a client which waits for each answer hides, however busy the machine is', () => {
    const [shownMs = Number.NaN, hiddenMs = Number.NaN] = millisecondsIn(checks['stall']?.found);
    const knownMs = stalledQuantileMs(0.99);
    // Later than that is the machine's doing.
    expect(shownMs).toBeGreaterThanOrEqual(knownMs - STALL_TOLERANCE_MS);
    expect(hiddenMs).toBeLessThan(knownMs / 2);
  });

  it('finds the 100 us of CPU, beside all the other tests to its half at least', () => {
    const found = Number.parseFloat(checks['cpu']?.found ?? '');
    expect(found).toBeGreaterThan(50);
    expect(found).toBeLessThan(150);
  });
});

const millisecondsIn = (found = ''): number[] => [...found.matchAll(/([\d.]+) ms/gu)].map(([, ms]) => Number(ms));
