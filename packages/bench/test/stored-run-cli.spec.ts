// The commands that work on a stored run, as a user runs them, on a small run on real parts.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunComparison } from '../src/compare/compare-runs.ts';
import type { Plan } from '../src/plan/plan.ts';
import { type Summary, summarySchema } from '../src/result/summary.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const RUN_TIMEOUT_MS = 180_000;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let workplace = '';
const place = (...names: string[]): string => join(workplace, ...names);

const bench = async (...words: string[]): Promise<Ended> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], { cwd: workplace }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

/** What was said in one line instead of an answer. */
const refusal = async (...words: string[]): Promise<string> => {
  const { code, stdout, stderr } = await bench(...words);
  const lines = stderr.trimEnd().split('\n');
  if (code !== 2 || stdout !== '' || lines.length !== 1) throw new Error(`no refusal: ${code} ${stdout} ${stderr}`);
  return stderr;
};

/** A copy of the run in which one file is changed. */
const changed = (name: string, file: string, change: (text: string) => string): string => {
  const folder = place(name);
  cpSync(place('run'), folder, { recursive: true });
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
};

const summaryOf = (folder: string): Summary =>
  summarySchema.parse(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')));

beforeAll(async () => {
  workplace = mkdtempSync(join(tmpdir(), 'authlab-stored-run-'));
  const run = await bench('--profile', 'smoke', '--experiment', 'cost', '--seed', '7', '--out', place('runs'));
  if (run.code !== 0) throw new Error(run.stderr);
  cpSync(place('runs', 'latest'), place('run'), { recursive: true, dereference: true });
}, RUN_TIMEOUT_MS);
afterAll(() => rmSync(workplace, { recursive: true, force: true }));

describe('bench report', () => {
  it('shows the facts about the browser that lie beside the run, and refuses a damaged file', async () => {
    const folder = changed('runs/with-facts', 'report.md', () => '');
    const fact = { id: 'x', question: 'Is it kept?', observed: 'kept', how: 'by eye' };
    const browser = { name: 'Chromium', version: '1.2' };
    const facts = { schemaVersion: 1, browser, observedAt: '2026-01-01T00:00:00.000Z', facts: [fact] };
    writeFileSync(place('runs', 'browser.json'), JSON.stringify(facts));
    expect((await bench('report', folder)).code).toBe(0);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('| Is it kept? | kept');
    writeFileSync(place('runs', 'browser.json'), '{}');
    expect(await refusal('report', folder)).toContain('pnpm browser');
    rmSync(place('runs', 'browser.json'));
  });
});

describe('bench --help', () => {
  it('lists the other commands, each of which has its own', async () => {
    const { stdout } = await bench('--help');
    for (const name of ['report', 'compare', 'plan']) {
      expect(stdout).toContain(`bench ${name}`);
      const help = await bench(name, '--help');
      expect(help).toMatchObject({ code: 0, stderr: '' });
      expect(help.stdout).toContain(`Usage: bench ${name}`);
    }
  });
});

describe('bench report', () => {
  it('finds the figures of the run again and draws the same report', async () => {
    const folder = changed('redrawn', 'report.md', () => 'lost');
    const run = await bench('--', 'report', folder);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('agree with summary.json in every figure');
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe(readFileSync(place('run', 'report.md'), 'utf8'));
    expect(readdirSync(folder).toSorted()).toEqual(readdirSync(place('run')).toSorted());
  });

  it('says what differs, and writes where it is told', async () => {
    const [row] = summaryOf(place('run')).cost;
    const folder = changed('edited', 'summary.json', (text) =>
      text.replace(`"requests": ${row?.requests}`, '"requests": 1'),
    );
    const run = await bench('report', folder, '--out', place('elsewhere'));
    expect(run.stdout).toContain(`requests: stored 1, now ${row?.requests}`);
    expect(readdirSync(place('elsewhere')).toSorted()).toEqual(['report.html', 'report.md']);
    expect(readFileSync(place('elsewhere', 'report.md'), 'utf8')).toContain('are not those of summary.json');
    expect(readFileSync(join(folder, 'report.md'))).toEqual(readFileSync(place('run', 'report.md')));
  });

  it('refuses what is no run, and a damaged one, in one line', async () => {
    const missing = await refusal('report', place('nothing'));
    expect(missing).toContain('summary.json is not there');
    expect(missing).toContain('pnpm bench');
    expect(await refusal('report')).toContain('folder');
    const cut = changed('cut', 'raw.ndjson', (text) => text.slice(0, -100));
    const lines = readFileSync(place('run', 'raw.ndjson'), 'utf8').trimEnd().split('\n');
    expect(await refusal('report', cut)).toContain(`line ${lines.length} is no JSON`);
    const old = changed('old', 'summary.json', (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 0'));
    expect(await refusal('report', old)).toContain('schemaVersion 0');
  });
});

describe('bench compare', () => {
  it('finds no difference between a run and itself', async () => {
    const run = await bench('compare', place('run'), place('run'), '--json');
    const { machine, cost, verdicts } = JSON.parse(run.stdout) as RunComparison;
    expect(machine).toEqual([]);
    expect(cost.map(({ target, metric }) => [target, metric])).toEqual([
      ['session/redis', 'controlCpuUs'],
      ['session/redis', 'cpuUs'],
      ['session/redis', 'authOverheadUs'],
      ['jwt/stateless', 'controlCpuUs'],
      ['jwt/stateless', 'cpuUs'],
      ['jwt/stateless', 'authOverheadUs'],
    ]);
    for (const { differenceUs, verdict } of cost) {
      expect(differenceUs.value).toBe(0);
      expect(['same', 'not-resolved']).toContain(verdict);
    }
    expect(verdicts).toEqual({ compared: 2, contradictions: [], resolvedInOne: [], onlyInOne: 0 });
  });

  it('refuses runs of different machines, unless it is forced', async () => {
    const other = changed('other', 'summary.json', (text) => text.replace(/"cores": \d+/u, '"cores": 999'));
    expect(await refusal('compare', place('run'), other)).toMatch(/cores: \d+ and 999.*--force/u);
    const forced = await bench('compare', place('run'), other, '--force');
    expect(forced.code).toBe(0);
    expect(forced.stdout).toContain('compared by force: cores');
    expect(forced.stdout).toContain('Verdicts: all 2 that both runs give agree.');
  });

  it('needs two runs', async () => {
    expect(await refusal('compare', place('run'))).toContain("'B'");
    expect(await refusal('compare', place('run'), place('nothing'))).toContain('is not there');
  });
});

describe('bench merge', () => {
  it('puts runs into one that can be read as any other', async () => {
    const empty = changed('piece', 'summary.json', (text) =>
      JSON.stringify({ ...(JSON.parse(text) as Summary), cost: [], comparisons: [], experiments: {} }),
    );
    writeFileSync(join(empty, 'raw.ndjson'), '');
    const { code, stdout } = await bench('merge', place('run'), empty, '--out', place('merged'));
    expect([code, stdout]).toEqual([0, expect.stringContaining('What an authenticated request costs')]);
    const whole = summaryOf(place('merged', 'latest'));
    expect(whole.parts).toHaveLength(2);
    expect(whole.cost).toEqual(summaryOf(place('run')).cost);
    expect((await bench('report', place('merged', 'latest'))).stdout).toContain('agree with summary.json');
  });

  it('has the figures of one analysis, and says which of the pieces had others', async () => {
    const older = changed('older', 'summary.json', (text) => {
      const { cost, ...rest } = JSON.parse(text) as Summary;
      return JSON.stringify({ ...rest, cost: cost.map((row, index) => (index === 0 ? { ...row, requests: 1 } : row)) });
    });
    const { stdout } = await bench('merge', older, place('piece'), '--out', place('one-analysis'));
    expect(stdout).toMatch(/figures are not those of the pieces[^]*requests: stored 1, now 120/u);
    expect(summaryOf(place('one-analysis', 'latest')).cost).toEqual(summaryOf(place('run')).cost);
  });

  it('refuses what are no pieces of one run, and writes nothing', async () => {
    const out = ['--out', place('not-merged')];
    expect(await refusal('merge', place('run'), place('run'), ...out)).toContain(
      'the experiment cost is in more than one',
    );
    expect(await refusal('merge', place('run'), ...out)).toContain('two runs at least');
    expect(await refusal('merge', ...out)).toContain("'folders'");
    expect(await refusal('merge', place('run'), place('nothing'), ...out)).toContain('is not there');
    expect(readdirSync(workplace)).not.toContain('not-merged');
  });
});

describe('bench plan', () => {
  const site = ['--users', '5000000', '--rps-per-user', '0.02', '--max-lag', '5s', '--access-ttl', '300'];

  it('plans from the unit costs of the run', async () => {
    const run = await bench('plan', ...site, '--from', place('run'), '--json');
    const plan = JSON.parse(run.stdout) as Plan;
    expect(plan.requestsPerSecond).toBe(100_000);
    const [session] = plan.strategies;
    const unit = summaryOf(place('run')).cost.find(({ target }) => target === 'session/redis');
    expect(session?.appCores.value).toBeCloseTo((100_000 * (unit?.appCpuUs.value ?? 0)) / 1e6 / 0.6, 9);
    expect(plan.strategies.map(({ target, meetsLag }) => [target, meetsLag])).toEqual([
      ['session/redis', true],
      ['jwt/stateless', false],
    ]);
    expect(plan.cheapest).toEqual({ target: 'session/redis', rivals: [] });
  });

  it('prints tables that fit a wide terminal, and the answer', async () => {
    const { stdout } = await bench('plan', ...site, '--from', place('run'));
    const rules = stdout.split('\n').filter((line) => line.startsWith('┌'));
    expect(rules).toHaveLength(3);
    expect(Math.max(...rules.map(({ length }) => length))).toBeLessThanOrEqual(120);
    expect(stdout).toContain('The cheapest of those is session/redis');
    expect(stdout).toContain('takes three rates or more');
  });

  it('says how to get measurements where there are none', async () => {
    expect(await refusal('plan', ...site)).toMatch(/results\/latest\/summary\.json is not there.*pnpm bench/u);
    const empty = changed('empty', 'summary.json', (text) =>
      JSON.stringify({ ...(JSON.parse(text) as Summary), cost: [] }),
    );
    expect(await refusal('plan', ...site, '--from', empty)).toMatch(/no cost.*--experiment cost/u);
    expect(await refusal('plan', ...site, '--from', place('run'), '--rate', '999')).toMatch(/--rate.*no curve/u);
  });
});
