// What a request costs: where the CPU goes, how that depends on the load, and who differs from whom.
import type { Comparison, CostRow, Summary } from '../../result/summary.ts';
import { costChart, costChartHeight } from '../chart/cost-chart.ts';
import { rateChart, rateChartHeight } from '../chart/rate-chart.ts';
import { figure, figureWithInterval } from '../figure.ts';
import { VERDICTS } from '../verdict.ts';
import type { ReportPicture, ReportSection, ReportTable } from '../section.ts';

export const costSections = (summary: Summary): ReportSection[] => [
  ...(summary.cost.length === 0 ? [] : [costSection(summary)]),
  ...(summary.comparisons.length === 0 ? [] : [comparisonSection(summary.comparisons)]),
];

const costSection = (summary: Summary): ReportSection => ({
  title: 'What an authenticated request costs',
  note:
    'CPU in microseconds per request, with its 95 % interval. "Authentication" is what GET /me costs more than ' +
    'GET /public, which gives the same answer without any authentication.',
  pictures: [whereItGoes(summary), ...againstLoad(summary)],
  table: costTable(summary.cost),
});

const whereItGoes = (summary: Summary): ReportPicture => ({
  label: 'CPU per request by strategy: everything else, authentication in the API, Redis',
  caption: 'Where the CPU goes. Authentication is what GET /me costs more than the same answer without it.',
  draw: (size) => ({ option: costChart(summary, size), height: costChartHeight(summary, size) }),
});

const againstLoad = (summary: Summary): ReportPicture[] => {
  if (new Set(summary.cost.map(({ ratePerSec }) => ratePerSec)).size < 2) return [];
  return [
    {
      label: 'CPU per request against requests per second',
      caption: 'An idle process pays more for each request: a figure without its rate means nothing. Bars: 95 %.',
      draw: (size) => ({ option: rateChart(summary, size), height: rateChartHeight(summary, size) }),
    },
  ];
};

const costTable = (rows: readonly CostRow[]): ReportTable => ({
  head: [
    'strategy',
    'requests/s',
    'CPU of the API',
    'CPU of Redis',
    'authentication',
    'Redis commands',
    'bytes in / out',
  ],
  rows: rows.map((row) => [
    row.target,
    String(row.ratePerSec),
    figureWithInterval(row.appCpuUs),
    figureWithInterval(row.redisCpuUs),
    figureWithInterval(row.authOverheadUs),
    commandsOf(row),
    `${row.bytesInPerRequest.toFixed(0)} / ${row.bytesOutPerRequest.toFixed(0)}`,
  ]),
});

const commandsOf = ({ redisCommandsPerRequest }: CostRow): string => {
  const commands = Object.entries(redisCommandsPerRequest);
  return commands.length === 0 ? 'none' : commands.map(([name, count]) => `${figure(count)} ${name}`).join(', ');
};

const METRICS: Readonly<Record<Comparison['metric'], string>> = {
  cpuUs: 'CPU per request (API and Redis)',
  authOverheadUs: 'CPU of authentication alone',
};

const comparisonSection = (rows: readonly Comparison[]): ReportSection => ({
  title: 'Compared',
  note: 'How many times as much the first of each pair costs, and how many microseconds more.',
  pictures: [],
  table: {
    head: ['pair', 'requests/s', 'what', 'times as much', 'microseconds more', 'verdict'],
    rows: rows.map((row) => [
      `${row.b} against ${row.a}`,
      String(row.ratePerSec),
      METRICS[row.metric],
      row.ratio === undefined ? 'no ratio: the second is not told apart from 0' : figureWithInterval(row.ratio),
      figureWithInterval(row.differenceUs),
      verdictOf(row),
    ]),
  },
});

const verdictOf = ({ verdict, needsMoreMinutes }: Comparison): string =>
  needsMoreMinutes === undefined
    ? VERDICTS[verdict]
    : `${VERDICTS[verdict]} (needs about ${Math.ceil(needsMoreMinutes)} more min)`;
