// How long an answer takes at the same rates for all, and how many answers one process gives in time.
import type { Estimate, LatencyCapacity, LatencyLevel, LatencyResult } from '../../result/latency-result.ts';
import type { Summary } from '../../result/summary.ts';
import { capacityChart, capacityChartHeight } from '../chart/capacity-chart.ts';
import { spectrumChart, spectrumChartHeight } from '../chart/spectrum-chart.ts';
import { shareText } from '../figure.ts';
import { estimateText, latencySentences } from '../latency-sentences.ts';
import type { ReportSection } from '../section.ts';

export const latencySections = ({ experiments: { latency } }: Summary): ReportSection[] => {
  if (latency === undefined) return [];
  return [
    ...(latency.levels.length === 0 ? [] : [spectrumSection(latency), instrumentSection(latency)]),
    capacitySection(latency),
  ];
};

const NOT_ENOUGH = 'too few requests';

const spectrumSection = (latency: LatencyResult): ReportSection => ({
  title: 'How long an answer takes',
  note:
    'Milliseconds from the moment at which a request was meant to be sent to the last byte of its answer, at the same rates for ' +
    'all. Means over fresh starts with their 95 % interval; none with one start. p99 and p99.9 need 10,000 requests in each.',
  pictures: [
    {
      label: 'Latency by percentile, for each strategy, at shares of the capacity of the slowest',
      caption:
        `${latencySentences(latency).at(-1) ?? ''} The further right, the rarer: at p99, one answer in a hundred takes longer. ` +
        'Each line ends where a hundred requests are left.',
      draw: (size) => ({ option: spectrumChart(latency, size), height: spectrumChartHeight(latency, size) }),
    },
  ],
  table: {
    head: ['strategy', 'requests/s (load)', 'p50', 'p90', 'p99', 'p99.9', 'longest'],
    rows: latency.levels.map(({ latencyMs, ...level }) => [
      ...placeOf(level),
      estimateText(latencyMs.p50),
      estimateText(latencyMs.p90),
      tailText(latencyMs.p99),
      tailText(latencyMs.p999),
      estimateText(latencyMs.max),
    ]),
  },
});

const placeOf = ({ target, ratePerSec, share }: Pick<LatencyLevel, 'target' | 'ratePerSec' | 'share'>): string[] => [
  target,
  `${ratePerSec} (${shareText(share)})`,
];

const tailText = (estimate: Estimate | undefined): string =>
  estimate === undefined ? NOT_ENOUGH : estimateText(estimate);

const instrumentSection = (latency: LatencyResult): ReportSection => ({
  title: 'The same answers from the moment at which they were really sent',
  note:
    'Milliseconds. What lies between the two is the delay of the load generator, which waits for nobody: a stall of the server ' +
    'shows in both.',
  pictures: [],
  table: {
    head: ['strategy', 'requests/s (load)', 'service p50', 'service p90', 'service p99', 'late p50', 'late p99'],
    rows: latency.levels.map(({ serviceMs, latenessMs, ...level }) => [
      ...placeOf(level),
      estimateText(serviceMs.p50),
      estimateText(serviceMs.p90),
      tailText(serviceMs.p99),
      estimateText(latenessMs.p50),
      tailText(latenessMs.p99),
    ]),
  },
});

const capacitySection = (latency: LatencyResult): ReportSection => ({
  title: 'How many answers one process gives in time',
  note:
    `The highest rate, in requests/s, at which 99 % of the answers came in time, in steps of ${latency.stepSeconds} s. At most is ` +
    'what a closed loop gets out of it, which asks a slow server less.',
  pictures: [
    {
      label: 'Capacity of one process by strategy and by bound on the 99th percentile',
      caption: `${latencySentences(latency)[0] ?? ''} Lines: 95 % intervals over fresh starts, where there are several.`,
      draw: (size) => ({ option: capacityChart(latency, size), height: capacityChartHeight(latency, size) }),
    },
  ],
  table: {
    head: ['strategy', ...boundsOf(latency).map((boundMs) => `p99 below ${boundMs} ms`), 'at most'],
    rows: latency.capacity.map((row) => [row.target, ...row.within.map(rateText), estimateText(row.ceilingPerSec)]),
  },
});

const boundsOf = ({ capacity }: LatencyResult): number[] => (capacity[0]?.within ?? []).map(({ boundMs }) => boundMs);

const rateText = ({ ratePerSec }: LatencyCapacity['within'][number]): string =>
  ratePerSec === undefined ? 'none of those tried' : estimateText(ratePerSec);
