// The table of the browser's facts says where they come from, and what is not as expected.
import { describe, expect, it } from '@jest/globals';
import { summary } from '../../../test/summary-example.ts';
import { htmlReport } from '../html-report.ts';
import { reportModel } from '../report-model.ts';
import { terminalReport } from '../terminal-report.ts';
import { browserSections } from './browser-section.ts';

const fact = { id: 'cookie', question: 'Is it <kept>?', how: 'by eye', observed: 'kept' };
const browser = {
  schemaVersion: 1 as const,
  browser: { name: 'Chromium', version: '1.2' },
  observedAt: '2026-01-01T00:00:00.000Z',
  facts: [
    { ...fact, expected: 'kept' },
    { ...fact, id: 'free' },
    { ...fact, id: 'wrong', expected: 'dropped' },
  ],
};

describe('browserSections', () => {
  it('is left out of a report where nothing was observed', () => {
    expect(browserSections(summary())).toEqual([]);
  });

  it('shows each fact, and what had been expected of a browser that does otherwise', () => {
    const [section] = browserSections(summary({ browser }));
    expect(section?.note).toContain('Chromium 1.2 on 2026-01-01');
    expect(section?.note).toContain('all but 1 of 3');
    expect(section?.table?.rows.map((row) => row[1])).toEqual([
      'kept',
      'kept (each browser decides for itself)',
      'kept; expected: dropped',
    ]);
  });

  it('stands in the file, and does not bury the figures on a terminal', () => {
    expect(htmlReport(summary({ browser }))).toContain('Is it &lt;kept&gt;?');
    expect(terminalReport(reportModel(summary({ browser })), 'results/x')).not.toContain('Is it <kept>?');
  });
});
