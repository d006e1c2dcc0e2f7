// What the way of measuring does to the answer: two points with intervals per cause.
import type { EChartsOption } from 'echarts';
import type { Pitfall } from '../../result/pitfalls-result.ts';
import type { Interval } from '../../stats/interval.ts';
import { figure } from '../figure.ts';
import { wrapped } from '../wrap.ts';
import { axis, COLOURS, labelWidth, type Size } from './draw-chart.ts';

const LETTERS = { wide: 34, narrow: 18 } as const;
const ROW_HEIGHT = 76;

export const pitfallsChartHeight = (rows: readonly Pitfall[], size: Size): number =>
  80 + ROW_HEIGHT * (ofRatios(rows).length + 1) + (size === 'narrow' ? 20 : 0);

/** What is counted in microseconds has no place on the axis of ratios: the table has it. */
const ofRatios = (rows: readonly Pitfall[]): readonly Pitfall[] => rows.filter(({ unit }) => unit === 'times');

export const pitfallsChart = (rows: readonly Pitfall[], size: Size): EChartsOption => {
  const fromTop = ofRatios(rows).toReversed();
  const names = fromTop.map(({ cause }) => wrapped(cause, LETTERS[size]).join('\n'));
  return {
    grid: { left: labelWidth(names) + 14, right: size === 'narrow' ? 30 : 60, top: 12, bottom: 48 },
    xAxis: {
      type: 'value',
      min: 0,
      splitNumber: size === 'narrow' ? 3 : 6,
      ...axis('times as much'),
      axisLine: { onZero: false, lineStyle: { color: COLOURS.faint } },
      nameGap: 28,
    },
    // Ticks are counted from the least: at whole numbers, where the names are.
    yAxis: { type: 'value', min: -1, max: names.length, interval: 1, ...axis(''), ...labelled(names) },
    series: fromTop.flatMap(({ wrong, right }, index) => [
      ...seriesOf(wrong.figure, { y: index + OFFSET, color: 'var(--faint)', side: 'top' }),
      ...seriesOf(right.figure, { y: index - OFFSET, color: COLOURS.session, side: 'bottom' }),
    ]),
  };
};

/** Above and below the line of the cause. */
const OFFSET = 0.13;

const labelled = (names: readonly string[]) => ({
  splitLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: COLOURS.ink, formatter: (value: number) => names[value] ?? '' },
});

interface Place {
  readonly y: number;
  readonly color: string;
  /** Of its figure. */
  readonly side: 'top' | 'bottom';
}

const seriesOf = ({ value, low, high }: Interval, { y, color, side }: Place) => [
  {
    type: 'line' as const,
    data: [
      [low, y],
      [high, y],
    ],
    symbol: 'none',
    lineStyle: { color, width: 3 },
  },
  {
    type: 'scatter' as const,
    data: [[value, y]],
    symbolSize: 11,
    itemStyle: { color },
    label: { show: true, position: side, distance: 3, color: COLOURS.ink, formatter: figure(value) },
  },
];
