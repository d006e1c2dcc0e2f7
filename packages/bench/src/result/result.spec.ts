// Results are whole or not there, and a run judges itself by its instruments.
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Judged, judgeRun } from './judge-run.ts';
import { readEnvironment } from './read-environment.ts';
import { insistOnWritable, writeRun } from './results-folder.ts';
import { type Summary, summarySchema } from './summary.ts';

const interval = (value: number, reach = 1) => ({ value, low: value - reach, high: value + reach, confidence: 0.95 });

const summaryAt = async (startedAt: string): Promise<Summary> =>
  summarySchema.parse({
    schemaVersion: 1,
    profile: 'smoke',
    verdict: 'VALID',
    reasons: [],
    environment: await readEnvironment('7.0.15'),
    seed: 1,
    command: 'pnpm bench',
    startedAt,
    durationSeconds: 1,
    cost: [],
    comparisons: [],
    revocation: [],
    experiments: {},
  });

describe('writeRun', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-results-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets latest point at the newest run', async () => {
    const out = join(folder, 'deep', 'results');
    const files = { records: [], reports: { 'report.md': '# report\n' } };
    await writeRun(out, { ...files, summary: await summaryAt('2026-01-01T00:00:00.000Z') });
    const second = await writeRun(out, { ...files, summary: await summaryAt('2026-01-02T00:00:00.000Z') });
    expect(join(out, readlinkSync(join(out, 'latest')))).toBe(second);
    expect(readFileSync(join(out, 'latest', 'report.md'), 'utf8')).toBe('# report\n');
    expect(readdirSync(out)).toHaveLength(3);
  });

  it('removes the folders that it made for results that it could not write', async () => {
    const summary = { ...(await summaryAt('2026-01-01T00:00:00.000Z')), startedAt: 'no/such/folder' };
    const out = join(folder, 'deep', 'results');
    await expect(writeRun(out, { summary, records: [], reports: { 'report.md': '' } })).rejects.toMatchObject({
      code: 'results_not_written',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('removes what it had written when it cannot finish', async () => {
    const summary = await summaryAt('2026-01-01T00:00:00.000Z');
    // A folder that is not empty is in the way of the last step.
    await writeRun(folder, { summary, records: [], reports: { 'report.md': '' } });
    await expect(writeRun(folder, { summary, records: [], reports: { 'report.md': '' } })).rejects.toMatchObject({
      code: 'results_not_written',
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('finds a folder that cannot be written beforehand and leaves no trace of the test', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(insistOnWritable(join(folder, 'file', 'results'))).rejects.toMatchObject({
      code: 'results_not_written',
    });
    await insistOnWritable(join(folder, 'new', 'results'));
    expect(readdirSync(folder)).toEqual(['file']);
  });
});

const row = (changes: Partial<Summary['cost'][number]> = {}): Summary['cost'][number] => ({
  target: 'session/redis',
  ratePerSec: 400,
  invocations: 4,
  requests: 1000,
  appCpuUs: interval(200),
  redisCpuUs: interval(40),
  cpuUs: interval(240),
  authOverheadUs: interval(100),
  redisCommandsPerRequest: { get: 1 },
  redisCommands: { get: 1000 },
  bytesInPerRequest: 200,
  bytesOutPerRequest: 700,
  ...changes,
});

const run = (blocks = { planned: 20, valid: 20, noisy: 0, incomplete: 0 }, unsettled = 0): Judged => ({
  cost: [row()],
  revocation: [],
  noiseFloor: { ratio: { value: 1.01, low: 0.99, high: 1.03, confidence: 0.95 }, ratePerSec: 400 },
  experiments: {
    cost: {
      ratesPerSec: [400],
      blockSeconds: 2,
      users: 10,
      redisDelayMs: 0,
      invocations: 4,
      blocks,
      rules: [],
      latenessP99Us: 1000,
      generatorUtilization: 0.2,
      generatorCpuUsPerRequest: 40,
      warmup: { settled: 4 - unsettled, unsettled },
    },
  },
});

describe('judgeRun', () => {
  it('calls a quiet run valid, without reasons', () => {
    expect(judgeRun(run())).toEqual({ verdict: 'VALID', reasons: [] });
  });

  it('calls a run with many disturbed blocks, or cold processes, unstable', () => {
    expect(judgeRun(run({ planned: 20, valid: 15, noisy: 5, incomplete: 0 })).verdict).toBe('UNSTABLE');
    expect(judgeRun(run(undefined, 3)).verdict).toBe('UNSTABLE');
  });

  it('does not trust a run in which a strategy differs from itself', () => {
    const noiseFloor = { ratio: { value: 1.06, low: 1.04, high: 1.08, confidence: 0.95 }, ratePerSec: 400 };
    expect(judgeRun({ ...run(), noiseFloor }).verdict).toBe('UNTRUSTED');
  });

  it.each([
    ['is not found', interval(5)],
    ['has another size', { value: 40, low: 35, high: 45, confidence: 0.95 }],
    ['may be nothing', { value: 25, low: -3, high: 53, confidence: 0.95 }],
  ])('does not trust a run in which the known effect %s', (_what, foundUs) => {
    expect(judgeRun({ ...run(), knownEffect: { addedUs: 25, foundUs, ratePerSec: 400 } }).verdict).toBe('UNTRUSTED');
  });

  it('trusts a run that finds the known effect', () => {
    const foundUs = { value: 23, low: 20, high: 26, confidence: 0.95 };
    expect(judgeRun({ ...run(), knownEffect: { addedUs: 25, foundUs, ratePerSec: 400 } }).verdict).toBe('VALID');
  });

  it('calls a run invalid that lost requests, or whose target broke its promise about Redis', () => {
    expect(judgeRun(run({ planned: 20, valid: 19, noisy: 0, incomplete: 1 })).verdict).toBe('INVALID');
    const judged = judgeRun({ ...run(), cost: [row({ redisCommands: { get: 1000, expire: 1000 } })] });
    expect(judged.verdict).toBe('INVALID');
    expect(judged.reasons[0]).toContain('1000 expire');
  });

  it('calls a run invalid whose trials could not be finished', () => {
    const experiments = { revocation: { trials: 90, unfinishedTrials: 10, probes: 5, loads: [] } };
    expect(judgeRun({ cost: [], revocation: [], experiments }).verdict).toBe('INVALID');
  });
});
