// What each choice is worth.
import type { KnobsResult } from '../../result/knobs-result.ts';
import type { Summary } from '../../result/summary.ts';
import { knobsChart, knobsChartHeight } from '../chart/knobs-chart.ts';
import { figureWithInterval } from '../figure.ts';
import type { ReportSection } from '../section.ts';
import { VERDICTS } from '../verdict.ts';

export const knobsSections = ({ experiments: { knobs } }: Summary): ReportSection[] =>
  knobs === undefined || knobs.rows.length === 0 ? [] : [knobsSection(knobs.rows)];

const knobsSection = (rows: KnobsResult['rows']): ReportSection => ({
  title: 'What each choice is worth',
  note:
    'Pairs that differ in one thing alone, under the same load at the same moment; CPU of API and Redis in microseconds ' +
    'per authenticated request, with 95 % intervals.',
  pictures: [
    {
      label: 'CPU that each choice adds to a request, with its interval',
      caption: 'How many microseconds a request costs more. Bars: 95 % intervals; what crosses zero is not told apart.',
      draw: (size) => ({ option: knobsChart(rows, size), height: knobsChartHeight(rows, size) }),
    },
  ],
  table: {
    head: ['choice', 'instead of', 'CPU before', 'CPU after', 'microseconds more', 'times as much', 'verdict'],
    rows: rows.map((row) => [
      row.knob,
      `${row.from} at ${row.ratePerSec}/s`,
      figureWithInterval(row.cpuUs.from),
      figureWithInterval(row.cpuUs.to),
      figureWithInterval(row.differenceUs),
      figureWithInterval(row.ratio),
      VERDICTS[row.verdict],
    ]),
  },
});
