// Latency of `GET /me` before and during a flood of logins: median and 99 %, logarithmic.
import type { EChartsOption } from 'echarts';
import type { FloodRow, LoginResult } from '../../result/login-result.ts';
import { duration } from '../figure.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size } from './draw-chart.ts';

export const floodChartHeight = ({ flood }: LoginResult, size: Size): number =>
  80 + flood.length * (size === 'narrow' ? 46 : 34);

export const floodChart = ({ flood }: LoginResult, size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const rows = flood.toReversed();
  const names = rows.map(({ target, phase }) => `${target}${isNarrow ? '\n' : ', '}${phase}`);
  const longestMs = Math.max(...rows.map(({ meP99Ms }) => meP99Ms.max), 1);
  return {
    grid: { left: labelWidth(names) + 14, right: isNarrow ? 30 : 60, top: 16, bottom: 48 },
    xAxis: {
      type: 'log',
      min: 0.1,
      max: 10 ** Math.ceil(Math.log10(longestMs) + 0.2),
      ...axis(isNarrow ? 'GET /me: median to 99 %' : 'GET /me from its intended start: median to 99 %'),
      nameGap: 28,
      axisLabel: { color: COLOURS.ink, formatter: (ms: number) => tickOf(ms, isNarrow) },
    },
    yAxis: { type: 'category', data: names, ...axis('') },
    series: rows.map(seriesOf),
  };
};

/** On a phone, every other power of ten has room. */
const tickOf = (ms: number, isNarrow: boolean): string => {
  if (isNarrow && Math.round(Math.log10(ms)) % 2 === 0) return '';
  return ms < 1000 ? `${ms.toLocaleString('en')} ms` : `${ms / 1000} s`;
};

const seriesOf = ({ target, phase, meP50Ms, meP99Ms }: FloodRow, index: number) => {
  const color = colourOf(target);
  const isBefore = phase === 'before';
  const place = (ms: number, position: 'left' | 'right') => ({
    value: [ms, index],
    label: { show: true, position, color: COLOURS.ink, formatter: duration(ms) },
  });
  return {
    type: 'line' as const,
    data: [place(meP50Ms.median, 'left'), place(meP99Ms.median, 'right')],
    symbol: 'circle',
    symbolSize: 12,
    itemStyle: { color: isBefore ? COLOURS.paper : color, borderColor: color, borderWidth: 2 },
    lineStyle: { color, width: 5, opacity: isBefore ? 0.45 : 1 },
  };
};
