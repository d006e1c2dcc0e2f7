// The command as a user runs it: a whole small run on real parts, wrong use, and being killed in the middle.
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CostBlockRecord, RawRecord } from '../src/result/raw-record.ts';
import { REVOKING_EVENTS, type TrialRecord } from '../src/result/revocation-record.ts';
import { type Summary, summarySchema } from '../src/result/summary.ts';
import { type Ended, ended, leftovers, processesOf, startBench as start } from './bench-command.ts';

const RUN_TIMEOUT_MS = 180_000;

/** Every run has its temporary folder and its results in here. */
let workplace = '';
const place = (name: string): string => join(workplace, name);

const makeTmp = (): string => mkdtempSync(place('tmp-'));

const untilReplicasRun = async (tmp: string): Promise<void> => {
  // The lab, the keeper, and several of what they start.
  while ((await processesOf(tmp)).length < 6) await sleep(50);
};

beforeAll(() => {
  workplace = mkdtempSync(join(tmpdir(), 'authlab-bench-test-'));
});
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

const out = (): string => place('results');

describe('a smoke run', () => {
  let run: Ended;
  let summary: Summary;
  let records: RawRecord[];
  let left: Awaited<ReturnType<typeof leftovers>>;

  beforeAll(async () => {
    const tmp = makeTmp();
    run = await ended(start(tmp, '--profile', 'smoke', '--json', '--seed', '7', '--out', out()));
    left = await leftovers(tmp);
    summary = summarySchema.parse(JSON.parse(run.stdout));
    const lines = readFileSync(join(out(), 'latest', 'raw.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    records = lines.map((line) => JSON.parse(line) as RawRecord);
  }, RUN_TIMEOUT_MS);

  it('ends well, leaves nothing behind and tells the rest of the time on stderr', () => {
    expect(run.code).toBe(0);
    expect(left).toEqual({ processes: [], files: [] });
    expect(run.stderr).toContain('left] cost');
  });

  it('has what was asked of it in its summary', () => {
    expect(summary).toMatchObject({ schemaVersion: 1, profile: 'smoke', seed: 7 });
    expect(summary.command).toContain('--seed 7');
    expect(summary.environment.node).toBe(process.version);
    expect(summary.environment.packages).toHaveProperty('express');
    expect(summary.verdict === 'VALID').toBe(summary.reasons.length === 0);
    expect(['VALID', 'UNSTABLE', 'UNTRUSTED']).toContain(summary.verdict);
  });

  it('counts one GET for each request with a session and no command at all for a stateless token', () => {
    const rows = Object.fromEntries(summary.cost.map((row) => [row.target, row]));
    expect(rows['session/redis']?.redisCommandsPerRequest).toEqual({ get: 1 });
    expect(rows['session/redis']?.redisCommands).toEqual({ get: rows['session/redis']?.requests });
    expect(rows['jwt/stateless']?.redisCommands).toEqual({});
    expect(rows['jwt/stateless']?.requests).toBe(rows['session/redis']?.requests);
    for (const row of summary.cost) expect(row.bytesInPerRequest).toBeGreaterThan(100);
  });

  it('gives each figure an interval around it', () => {
    const intervals = summary.cost.flatMap((row) => [row.appCpuUs, row.redisCpuUs, row.cpuUs, row.authOverheadUs]);
    const all = [...intervals, summary.noiseFloor?.ratio, ...summary.comparisons.map((row) => row.differenceUs)];
    expect(all.every((one) => one !== undefined && one.low <= one.value && one.value <= one.high)).toBe(true);
    expect(summary.comparisons.map((row) => row.metric)).toEqual(['cpuUs', 'authOverheadUs']);
  });

  it('sees a session die at once, a stateless token live until it expires, and nobody else refused', () => {
    const rowsOf = (target: string) => summary.revocation.filter((row) => row.target === target);
    const events = REVOKING_EVENTS.filter((event) => event !== 'refresh-reuse');
    expect(rowsOf('session/redis').map(({ event }) => event)).toEqual([...events, 'logout']);
    expect(rowsOf('jwt/stateless').map(({ event }) => event)).toEqual(REVOKING_EVENTS);
    for (const row of summary.revocation) {
      expect(row).toMatchObject({ neverRefused: 0, resurrections: 0, falseRejects: 0 });
      expect(row.stamped).toMatchObject({ disagreements: 0, strays: 0, resurrections: 0 });
    }
    for (const row of rowsOf('session/redis')) {
      expect(row).toMatchObject({ staleAccepts: 0, staleTrials: 0, lagMs: { p50: 0, p99: 0, max: 0 } });
    }
    for (const row of rowsOf('jwt/stateless')) {
      expect(row).toMatchObject({ staleTrials: row.trials, accessTtlSeconds: 2, law: { broken: 0 } });
    }
    expect(summary.experiments.revocation?.loads).toMatchObject([{ target: 'session/redis', replicas: 1, lost: 0 }]);
    expect(summary.revocation.some((row) => row.bystanderRequests > 0)).toBe(true);
  });

  it('keeps every round, in which all that was offered was sent and answered as expected', () => {
    const blocks = records.filter((record): record is CostBlockRecord => record.type === 'cost-block');
    expect(blocks.filter((block) => block.phase === 'measurement')).toHaveLength(4);
    for (const { outcome } of blocks.flatMap((block) => block.variants)) {
      expect(outcome).toMatchObject({ sent: outcome.offered, completed: outcome.offered, unexpected: 0, timeouts: 0 });
    }
    const trials = records.filter((record): record is TrialRecord => record.type === 'revocation-trial');
    const completed = trials.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
    expect(completed).toHaveLength(trials.length);
    expect(completed.some(({ loggedInOn, revokedOn }) => loggedInOn !== revokedOn)).toBe(true);
    const probes = completed.flatMap(({ replicas }) => replicas);
    expect(probes.every((replica) => replica.some(([, , status]) => status === 200))).toBe(true);
  });

  it('writes a folder whose files agree with what it printed, and lets latest point at it', () => {
    const folder = join(out(), 'latest');
    expect(readdirSync(out()).toSorted()).toEqual([readlinkSync(folder), 'latest'].toSorted());
    expect(readdirSync(folder).toSorted()).toEqual(['raw.ndjson', 'report.html', 'report.md', 'summary.json']);
    expect(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))).toEqual(summary);
    const report = readFileSync(join(folder, 'report.md'), 'utf8');
    expect(report).toContain('After a logout, session/redis was refused at once');
    expect(report).toContain('After a logout, jwt/stateless was still accepted in 4 of 4 trials');
  });
});

describe('wrong use', () => {
  it.each([
    [['--targets', 'session/nothing'], 'jwt/stateless'],
    [['--profile', 'huge'], 'smoke, quick, full'],
    [['--experiment', 'none'], 'cost, revocation'],
    [['--nonsense'], '--nonsense'],
  ])('of %j is answered in one line with exit code 2', async (words, allowed) => {
    const run = await ended(start(makeTmp(), ...words));
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain(allowed);
  });

  it('of a file as the folder for results is noticed before anything is measured', async () => {
    writeFileSync(place('a-file'), '');
    const run = await ended(start(makeTmp(), '--profile', 'smoke', '--out', join(place('a-file'), 'results')));
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toContain('--out');
  });
});

describe('a run that is killed in the middle', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'by %s leaves no process, no folder and no results',
    async (signal) => {
      const tmp = makeTmp();
      const results = place(`results-${signal}`);
      const child = start(tmp, '--profile', 'quick', '--experiment', 'cost', '--out', results);
      const end = ended(child);
      await untilReplicasRun(tmp);
      child.kill(signal);
      const { code, stdout, stderr } = await end;
      expect(code).toBe({ SIGINT: 130, SIGTERM: 143, SIGKILL: null }[signal]);
      expect(stdout).toBe('');
      expect(stderr.includes('Interrupted')).toBe(signal !== 'SIGKILL');
      expect(await leftovers(tmp)).toEqual({ processes: [], files: [] });
      expect(existsSync(results)).toBe(false);
    },
    60_000,
  );
});
