// The report says no more than its figures.
import { describe, expect, it } from '@jest/globals';
import { comparison, interval, revocation, summary } from '../../test/summary-example.ts';
import { duration, figure, figureWithInterval, percent } from './figure.ts';
import { headline } from './headline.ts';
import { markdownReport } from './markdown-report.ts';
import { reportModel } from './report-model.ts';
import { terminalReport } from './terminal-report.ts';

describe('figures', () => {
  it.each([
    [1234.5, '1235'],
    [212.34, '212'],
    [1.3237, '1.32'],
    [0.7071, '0.707'],
    [0.00012, '0.000'],
    [-0.00001, '0.000'],
    [0, '0'],
  ])('%d is written as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });

  it('have as many decimals in their bounds as in their value', () => {
    expect(figureWithInterval(interval(1.3237, 1.28, 1.4))).toBe('1.32 (1.28 to 1.40)');
    expect(percent(0.0295)).toBe('2.95 %');
    expect([duration(12.34), duration(3912)]).toEqual(['12.3 ms', '3.91 s']);
  });
});

describe('headline', () => {
  it('answers at the highest rate, with the interval, and for both schemes after a logout', () => {
    expect(headline(summary())).toEqual([
      'On this machine, at 400 requests/s, an authenticated request with session/redis costs 1.32 (1.28 to 1.37) times the CPU of one with jwt/stateless.',
      'After a logout, session/redis was refused at once: accepted in 0 of 100 trials (so in at most 2.95 %), and its first refused request was sent at most 1.20 ms after the answer.',
      'After a logout, jwt/stateless was still accepted in 100 of 100 trials, for up to 3.91 s, with tokens that live for 4.00 s.',
    ]);
  });

  it('claims no difference that the run did not resolve, and no ratio that it does not have', () => {
    const [open] = headline(summary({ comparisons: [comparison({ verdict: 'not-resolved' })] }));
    expect(open).toContain('not told apart');
    const [same] = headline(summary({ comparisons: [comparison({ verdict: 'equivalent' })] }));
    expect(same).toContain('the same within 3 %');
    const { ratio: _none, ...without } = comparison({});
    expect(headline(summary({ comparisons: [without] }))[0]).toContain('could not be compared');
  });

  it('says when a credential outlived the watch', () => {
    expect(headline(summary({ revocation: [revocation({ neverRefused: 3 })] })).at(-1)).toContain('3 of 100');
  });

  it('does not praise a strategy that refuses everybody for refusing the one who logged out', () => {
    const careless = revocation({ target: 'session/memory', falseRejects: 333, bystanderRequests: 500 });
    expect(headline(summary({ comparisons: [], revocation: [careless] }))).toEqual([
      'With session/memory on 3 replicas, 66.6 % of the requests of users whom nobody had logged out were refused.',
    ]);
  });
});

describe('reports', () => {
  it('show verdict and reasons on a terminal and in Markdown', () => {
    const bad = summary({ verdict: 'UNSTABLE', reasons: ['the machine was busy'] });
    const terminal = terminalReport(reportModel(bad), 'results/x');
    for (const text of [terminal.replaceAll('\n', ' '), markdownReport(bad)]) {
      expect(text).toContain('UNSTABLE: the machine was busy');
      expect(text).toContain('1.32 (1.28 to 1.37)');
      expect(text).toContain('2.00 s to');
    }
    expect(terminal).toContain('results/x');
  });

  it('fit a terminal of 120 columns', () => {
    const lines = terminalReport(reportModel(summary({})), 'results/x').split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('leave out the tables of experiments that were not run', () => {
    const titles = reportModel(summary({ cost: [], comparisons: [] })).sections.map(({ title }) => title);
    expect(titles).toEqual(['How long a revoked credential lives on']);
  });
});
