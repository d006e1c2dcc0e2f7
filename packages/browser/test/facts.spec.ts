// What the browser of this machine does with cookies, SameSite, CORS, forged forms and script, as the command observes it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FACT_GROUPS } from '../src/fact/fact-groups.ts';
import type { BrowserResult } from '../src/result/browser-result.ts';
import { readBrowserResult } from '../src/result/read-browser-result.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const RUN_TIMEOUT_MS = 180_000;
const FACTS = FACT_GROUPS.flat();

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const command = async (...words: string[]): Promise<Ended> =>
  await new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...words], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

describe('pnpm browser', () => {
  let folder = '';
  let ended: Ended;
  let result: BrowserResult | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-browser-'));
    ended = await command('--out', folder);
    result = await readBrowserResult(folder);
    // Then every title below would only say that there is no result.
    if (result === undefined) throw new Error(ended.stderr);
  }, RUN_TIMEOUT_MS);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes every fact, with the browser and the day', () => {
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(result?.facts.map(({ id }) => id)).toEqual(FACTS.map(({ id }) => id));
    expect(new Set(FACTS.map(({ id }) => id)).size).toBe(FACTS.length);
    expect(result?.browser).toEqual({ name: 'Chromium', version: expect.stringMatching(/^\d+\./u) });
    expect(Date.now() - Date.parse(result!.observedAt)).toBeLessThan(RUN_TIMEOUT_MS);
  });

  it.each(FACTS.filter(({ expected }) => expected !== undefined))('$id: $expected', ({ id, expected }) => {
    expect(result?.facts.find((fact) => fact.id === id)?.observed).toBe(expected);
  });

  it('shows them, and where they are', () => {
    for (const { question } of FACTS) expect(ended.stdout).toContain(question);
    expect(ended.stdout).toContain(`Written: ${join(folder, 'browser.json')}`);
  });

  it('refuses words that it does not know', async () => {
    expect(await command('--bogus')).toMatchObject({ code: 2, stderr: expect.stringContaining('--bogus') });
  });
});
