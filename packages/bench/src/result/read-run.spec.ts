// A stored run is read back whole, or refused in one line that says what is wrong and where.
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { storedRun } from '../../test/run-example.ts';
import { readRun } from './read-run.ts';
import { rewriteReports } from './rewrite-reports.ts';

const run = storedRun();
const lines = run.records.map((record) => JSON.stringify(record));

let folder = '';
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authlab-stored-'));
  write('summary.json', JSON.stringify(run.summary));
  write('raw.ndjson', `${lines.join('\n')}\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = async (of = folder): Promise<string> => {
  const error = await readRun(of).then(
    () => undefined,
    (reason: unknown) => reason as Error & { code: string },
  );
  expect(error?.code).toBe('results_not_read');
  expect(error?.message).not.toContain('\n');
  return error?.message ?? '';
};

describe('readRun', () => {
  it('gives back what was written', async () => {
    expect(await readRun(folder)).toEqual(run);
  });

  it('says that there is no run, and how to get one', async () => {
    const message = await refusal(join(folder, 'nothing'));
    expect(message).toContain('summary.json is not there');
    expect(message).toContain('pnpm bench');
    rmSync(join(folder, 'raw.ndjson'));
    expect(await refusal()).toContain('raw.ndjson is not there');
  });

  it('refuses another version of the schema, and tells which', async () => {
    write('summary.json', JSON.stringify({ ...run.summary, schemaVersion: 2 }));
    expect(await refusal()).toContain('has schemaVersion 2; this lab reads 1');
    write('summary.json', '{}');
    expect(await refusal()).toContain('has no schemaVersion');
  });

  it('names the field of a summary that is not as it should be', async () => {
    write('summary.json', JSON.stringify({ ...run.summary, seed: 'nine' }));
    expect(await refusal()).toContain('(seed)');
  });

  it('names the line that was cut off, and the field that was lost', async () => {
    appendFileSync(join(folder, 'raw.ndjson'), lines[0]!.slice(0, 40));
    expect(await refusal()).toContain(`raw.ndjson, line ${lines.length + 1} is no JSON`);
    write('raw.ndjson', [lines[0], lines[1]!.replace(/"appCpuUs":\d+/u, '"appCpuUs":null')].join('\n'));
    expect(await refusal()).toMatch(/raw\.ndjson, line 2 .*\(variants\.0\.appCpuUs\)/u);
    write('raw.ndjson', '[1]\n');
    expect(await refusal()).toContain('line 1');
  });

  it('carries along what it does not analyse', async () => {
    const strange = { type: 'of-another-experiment', figure: 1 };
    appendFileSync(join(folder, 'raw.ndjson'), `${JSON.stringify(strange)}\n`);
    expect((await readRun(folder)).records.at(-1)).toEqual(strange);
  });
});

describe('rewriteReports', () => {
  it('replaces what was there, and makes the folder if there is none', async () => {
    write('report.md', 'old');
    await rewriteReports(folder, { 'report.md': 'new' });
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe('new');
    await rewriteReports(join(folder, 'a', 'b'), { 'report.md': 'there' });
    expect(readFileSync(join(folder, 'a', 'b', 'report.md'), 'utf8')).toBe('there');
  });

  it('leaves nothing half-written behind', async () => {
    mkdirSync(join(folder, 'report.md'));
    const before = readdirSync(folder);
    await expect(rewriteReports(folder, { 'report.md': 'new' })).rejects.toMatchObject({ code: 'results_not_written' });
    expect(readdirSync(folder)).toEqual(before);
  });
});
