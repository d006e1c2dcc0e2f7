// The file of the facts: what is missing is nothing, what is damaged is said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { factsText } from '../facts-text.ts';
import { type BrowserResult, isAsExpected } from './browser-result.ts';
import { readBrowserResult } from './read-browser-result.ts';
import { writeBrowserResult } from './write-browser-result.ts';

const fact = { id: 'cookie', question: 'Is it kept?', how: 'by eye', observed: 'kept' };
const RESULT: BrowserResult = {
  schemaVersion: 1,
  browser: { name: 'Chromium', version: '1.2' },
  observedAt: '2026-01-01T00:00:00.000Z',
  facts: [
    { ...fact, expected: 'kept' },
    { ...fact, id: 'free' },
    { ...fact, id: 'wrong', expected: 'dropped' },
  ],
};

describe('browser.json', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'authlab-browser-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written', async () => {
    await writeBrowserResult(join(folder, 'new'), RESULT);
    expect(await readBrowserResult(join(folder, 'new'))).toEqual(RESULT);
  });

  it('may be missing', async () => {
    expect(await readBrowserResult(join(folder, 'nowhere'))).toBeUndefined();
  });

  it.each(['{', '{"schemaVersion":2}'])('is refused as %s', async (text) => {
    writeFileSync(join(folder, 'browser.json'), text);
    await expect(readBrowserResult(folder)).rejects.toMatchObject({ code: 'browser_result_not_read' });
  });
});

describe('factsText', () => {
  it('says which fact is not as expected, and which one could not be', () => {
    expect(RESULT.facts.map(isAsExpected)).toEqual([true, true, false]);
    const text = factsText(RESULT);
    expect(text).toContain('NOT AS EXPECTED: dropped');
    expect(text).toContain('3 facts about Chromium 1.2; 1 are not as expected.');
  });
});
