// Why published comparisons disagree.
import type { Pitfall } from '../../result/pitfalls-result.ts';
import type { Summary } from '../../result/summary.ts';
import { pitfallsChart, pitfallsChartHeight } from '../chart/pitfalls-chart.ts';
import { figureWithInterval } from '../figure.ts';
import type { ReportSection } from '../section.ts';

export const pitfallsSections = ({ experiments: { pitfalls } }: Summary): ReportSection[] =>
  pitfalls === undefined || pitfalls.rows.length === 0 ? [] : [pitfallsSection(pitfalls.rows)];

const pitfallsSection = (rows: readonly Pitfall[]): ReportSection => ({
  title: 'Why published comparisons disagree',
  note:
    'Each cause by itself: the same two servers (express-session with passport, @nestjs/jwt, each as documented; others where ' +
    'they are named), measured in a way that is often found, and in a better one. 95 % intervals.',
  pictures: [
    {
      label: 'What each wrong way of measuring finds, beside the better one',
      caption: 'Grey: the usual way. Blue: the better one. How far they are apart is what the way of measuring adds.',
      draw: (size) => ({ option: pitfallsChart(rows, size), height: pitfallsChartHeight(rows, size) }),
    },
  ],
  table: {
    head: ['cause', 'what', 'the usual way', 'it finds', 'a better way', 'it finds'],
    rows: rows.map(({ cause, what, unit, wrong, right }) => [
      cause,
      what,
      wrong.way,
      textOf(wrong, unit),
      right.way,
      textOf(right, unit),
    ]),
  },
});

const textOf = ({ figure }: Pitfall['wrong'], unit: Pitfall['unit']): string =>
  `${figureWithInterval(figure)} ${unit === 'us' ? 'us' : 'times'}`;
