// How many requests per second one process answers in time, for each bound on the slowest hundredth.
import type { EChartsOption } from 'echarts';
import type { LatencyCapacity, LatencyResult } from '../../result/latency-result.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size } from './draw-chart.ts';

interface Bar {
  readonly name: string;
  readonly color: string;
  /** Of the bounds, tightest first. */
  readonly bound: number;
  readonly ratePerSec: LatencyCapacity['within'][number]['ratePerSec'];
}

/** In letters, beside bars on a phone. */
const MAX_NAME = 16;
/** The looser the bound, the fainter its bar. */
const OPACITIES: readonly number[] = [1, 0.7, 0.45];

export const capacityChartHeight = ({ capacity }: LatencyResult, size: Size): number =>
  80 + lineHeight(capacity, size) * capacity.reduce((sum, { within }) => sum + within.length, 0);

/** On a phone, names have several lines. */
const lineHeight = (capacity: LatencyResult['capacity'], size: Size): number =>
  size === 'wide' ? 30 : 14 + 15 * Math.max(...capacity.map(({ target }) => brokenName(target).split('\n').length + 1));

/** Long names would leave no room for the bars. */
const brokenName = (target: string): string =>
  target.length > MAX_NAME ? target.replaceAll(/[/@]/gu, '$&\n') : target;

export const capacityChart = ({ capacity }: LatencyResult, size: Size): EChartsOption => {
  // The axis counts from below.
  const bars = capacity.flatMap((row) => barsOf(row, size)).toReversed();
  const names = bars.map(({ name }) => name);
  return {
    grid: { left: labelWidth(names) + 14, right: 64, top: 12, bottom: 48 },
    xAxis: {
      type: 'value',
      min: 0,
      ...axis('requests/s'),
      nameGap: 28,
      axisLabel: { color: COLOURS.ink, hideOverlap: true, formatter: inThousands },
    },
    yAxis: { type: 'category', data: names, ...axis(''), axisTick: { show: false } },
    series: [
      {
        type: 'bar',
        barMaxWidth: 18,
        data: bars.map(({ ratePerSec, bound, color }) => ({
          value: ratePerSec?.value ?? 0,
          // The label takes the opacity of its bar, which is not there.
          itemStyle: { color, opacity: ratePerSec === undefined ? 1 : (OPACITIES[bound] ?? 1) },
          label: labelOf(ratePerSec),
        })),
      },
      ...bars.flatMap(intervalOf),
    ],
  };
};

/** Short enough for a phone. */
const inThousands = (ratePerSec: number): string => (ratePerSec < 1000 ? String(ratePerSec) : `${ratePerSec / 1000}k`);

const barsOf = ({ target, within }: LatencyCapacity, size: Size): Bar[] =>
  within.map(({ boundMs, ratePerSec }, bound) => ({
    name: size === 'narrow' ? `${brokenName(target)}\n${boundMs} ms` : `${target}, p99 below ${boundMs} ms`,
    color: colourOf(target),
    bound,
    ratePerSec,
  }));

/** Right of the interval, not of the bar. */
const labelOf = (ratePerSec: Bar['ratePerSec']) => ({
  show: ratePerSec?.interval === undefined,
  position: 'right' as const,
  color: COLOURS.ink,
  formatter: ratePerSec === undefined ? 'none of those tried' : String(Math.round(ratePerSec.value)),
});

const intervalOf = ({ ratePerSec }: Bar, index: number) => {
  const interval = ratePerSec?.interval;
  if (interval === undefined) return [];
  const end = (value: number) => ({ value: [value, index] });
  const label = { show: true, position: 'right' as const, color: COLOURS.ink };
  return [
    {
      type: 'line' as const,
      data: [
        end(interval.low),
        { ...end(interval.high), label: { ...label, formatter: String(Math.round(interval.value)) } },
      ],
      symbol: 'rect',
      symbolSize: [2, 10],
      itemStyle: { color: COLOURS.ink },
      lineStyle: { color: COLOURS.ink, width: 1.5 },
    },
  ];
};
