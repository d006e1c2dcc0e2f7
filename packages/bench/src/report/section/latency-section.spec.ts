// The latency part of a report: drawn and tabled at the same rates for all, with its generator's proof.
import { describe, expect, it } from '@jest/globals';
import { latency } from '../../../test/latency-example.ts';
import { summary } from '../../../test/summary-example.ts';
import { headline } from '../headline.ts';
import { htmlReport } from '../html-report.ts';
import { markdownReport } from '../markdown-report.ts';
import { reportModel } from '../report-model.ts';
import { terminalReport } from '../terminal-report.ts';

const alone = (changes = {}) =>
  summary({ cost: [], comparisons: [], revocation: [], experiments: { latency: latency(changes) } });

describe('the latency sections', () => {
  it('draw a spectrum for each load and a bar for each bound, wide and narrow', () => {
    const html = htmlReport(alone());
    expect(html.match(/<div class="(?:wide|narrow)" role="img"/gu)).toHaveLength(4);
    for (const load of ['600 requests/s (30 %)', '1000 requests/s (50 %)', '1400 requests/s (70 %)']) {
      expect(html.split(`>${load}<`)).toHaveLength(3);
    }
    expect(html).toContain('>p99<');
  });

  it('say what they do not know', () => {
    const markdown = markdownReport(alone());
    expect(markdown).toContain(
      '| session/redis | 600 (30 %) | 0.800 (0.720 to 0.880) | 1.60 (1.44 to 1.76) | too few requests |',
    );
    expect(markdown).toContain('| session/redis | none of those tried | 2000 (1800 to 2200) | 2600 (2340 to 2860) |');
    expect(markdown).toContain('| jwt/stateless | 2500 | 3000 (2700 to 3300) |');
  });

  it('put the findings into words, at the load in the middle', () => {
    expect(headline(alone())).toEqual([
      'One process answers 99 % within 100 ms up to 2000 (1800 to 2200) requests/s with session/redis and 3000 (2700 to 3300) requests/s with jwt/stateless.',
      'At 1000 requests/s, 50 % of what session/redis can do, half of the answers take at most 0.800 (0.720 to 0.880) ms with session/redis and 0.500 (0.450 to 0.550) ms with jwt/stateless.',
    ]);
  });

  it('show the proof of the generator and the rules', () => {
    const markdown = markdownReport(alone());
    expect(markdown).toContain('reached 14000 requests/s, 10.0 times the highest rate here');
    expect(markdown).toContain('- latency: each request that was offered was sent');
    const { generator } = latency();
    expect(markdownReport(alone({ generator: { ...generator, pinned: false } }))).toContain(
      'without a core of its own',
    );
  });

  it('fit a terminal of 120 columns', () => {
    const lines = terminalReport(reportModel(alone()), 'results/x').split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('are drawn without a level or without a known capacity', () => {
    const { slowest: _slowest, ...nothing } = latency({ levels: [] });
    const html = htmlReport(summary({ experiments: { latency: nothing } }));
    expect(html).toContain('How many answers one process gives in time');
    expect(html).not.toContain('How long an answer takes');
  });
});
