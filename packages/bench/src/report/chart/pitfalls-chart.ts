// What the way of measuring does to the answer: two points with intervals per cause.
import type { EChartsOption } from 'echarts';
import type { Pitfall } from '../../result/pitfalls-result.ts';
import type { Interval } from '../../stats/interval.ts';
import { figure } from '../figure.ts';
import { wrapped } from '../wrap.ts';
import { axis, COLOURS, labelWidth, type Size } from './draw-chart.ts';

const LETTERS = { wide: 34, narrow: 18 } as const;
const ROW_HEIGHT = 64;

export const pitfallsChartHeight = (rows: readonly Pitfall[], size: Size): number =>
  80 + ROW_HEIGHT * ofRatios(rows).length + (size === 'narrow' ? 20 : 0);

/** What is counted in microseconds has no place on the axis of ratios: the table has it. */
const ofRatios = (rows: readonly Pitfall[]): readonly Pitfall[] => rows.filter(({ unit }) => unit === 'times');

export const pitfallsChart = (rows: readonly Pitfall[], size: Size): EChartsOption => {
  const fromTop = ofRatios(rows).toReversed();
  const names = fromTop.map(({ cause }) => wrapped(cause, LETTERS[size]).join('\n'));
  return {
    grid: { left: labelWidth(names) + 14, right: size === 'narrow' ? 30 : 60, top: 12, bottom: 48 },
    xAxis: { type: 'value', min: 0, splitNumber: size === 'narrow' ? 3 : 6, ...axis('times as much'), nameGap: 28 },
    yAxis: { type: 'value', min: -0.5, max: names.length - 0.5, interval: 1, ...axis(''), ...labelled(names) },
    series: fromTop.flatMap(({ wrong, right }, index) => [
      ...seriesOf(wrong.figure, index + OFFSET, 'var(--faint)'),
      ...seriesOf(right.figure, index - OFFSET, COLOURS.session),
    ]),
  };
};

/** Above and below the line of the cause. */
const OFFSET = 0.18;

const labelled = (names: readonly string[]) => ({
  splitLine: { show: false },
  axisTick: { show: false },
  axisLabel: { color: COLOURS.ink, formatter: (value: number) => names[value] ?? '' },
});

const seriesOf = ({ value, low, high }: Interval, y: number, color: string) => [
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
    label: { show: true, position: 'right' as const, distance: 6, color: COLOURS.ink, formatter: figure(value) },
  },
];
