// What each choice adds to a request: a point with its interval per choice.
import type { EChartsOption } from 'echarts';
import type { KnobsResult } from '../../result/knobs-result.ts';
import { figure } from '../figure.ts';
import { wrapped } from '../wrap.ts';
import { axis, COLOURS, colourOf, labelWidth, type Size } from './draw-chart.ts';

type Rows = KnobsResult['rows'];

/** Letters in one line of a name. */
const LINE_LETTERS = { wide: 44, narrow: 20 } as const;
const LINE_HEIGHT = 16;

export const knobsChartHeight = (rows: Rows, size: Size): number =>
  80 + rows.reduce((sum, { knob }) => sum + LINE_HEIGHT * linesOf(knob, size).length + 16, 0);

export const knobsChart = (rows: Rows, size: Size): EChartsOption => {
  const fromTop = rows.toReversed();
  const names = fromTop.map(({ knob }) => linesOf(knob, size).join('\n'));
  return {
    grid: { left: labelWidth(names) + 14, right: size === 'narrow' ? 36 : 60, top: 12, bottom: 48 },
    xAxis: { type: 'value', splitNumber: size === 'narrow' ? 2 : 6, ...axis('us of CPU more'), nameGap: 28 },
    yAxis: { type: 'category', data: names, ...axis('') },
    series: fromTop.flatMap((row, index) => seriesOf(row, index)),
  };
};

const seriesOf = ({ to, differenceUs: { value, low, high } }: Rows[number], index: number) => {
  const color = colourOf(to);
  return [
    {
      type: 'line' as const,
      data: [
        [low, index],
        [high, index],
      ],
      symbol: 'none',
      lineStyle: { color, width: 3 },
    },
    {
      type: 'scatter' as const,
      data: [[value, index]],
      symbolSize: 11,
      itemStyle: { color },
      label: { show: true, position: 'top' as const, color: COLOURS.ink, formatter: figure(value) },
    },
  ];
};

const linesOf = (text: string, size: Size): string[] => wrapped(text, LINE_LETTERS[size]);
