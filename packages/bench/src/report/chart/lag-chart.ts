// How long a revoked credential was still accepted: from the median to the longest trial.
import type { EChartsOption } from 'echarts';
import type { RevocationRow } from '../../result/summary.ts';
import { duration } from '../figure.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size } from './draw-chart.ts';

/** A logarithmic axis has no zero. */
const NEVER_MS = 0.1;

/** Every row needs its place, on a phone for two lines. */
export const lagChartHeight = (revocation: readonly RevocationRow[], size: Size): number =>
  90 + revocation.length * (size === 'narrow' ? 46 : 30);

export const lagChart = (revocation: readonly RevocationRow[], size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const rows = revocation.toReversed();
  const names = rows.map(({ target, event }) => (isNarrow ? `${target}\n${event}` : `${target}, ${event}`));
  return {
    grid: { left: labelWidth(names) + 14, right: isNarrow ? 24 : 120, top: 16, bottom: 48 },
    xAxis: {
      type: 'log',
      min: NEVER_MS,
      max: 10_000,
      ...axis(isNarrow ? 'accepted after the answer' : 'accepted after the answer to the revoking request'),
      nameGap: 28,
      axisLabel: { color: COLOURS.ink, formatter: (ms: number) => tickOf(ms, isNarrow) },
    },
    yAxis: {
      type: 'category',
      data: names,
      ...axis(''),
    },
    series: rows.flatMap((row, index) => seriesOf(row, index, isNarrow)),
  };
};

/** On a phone, every other power of ten has room. */
const tickOf = (ms: number, isNarrow: boolean): string => {
  if (ms <= NEVER_MS) return 'never';
  return isNarrow && Math.round(Math.log10(ms)) % 2 !== 0 ? '' : duration(ms);
};

/** From here on, what stands right of a point would leave a phone's picture. */
const CROSSES_MS = 50;

const seriesOf = ({ target, lagMs, neverRefused }: RevocationRow, index: number, isNarrow: boolean) => {
  const color = colourOf(target);
  const at = (ms: number): [number, number] => [Math.max(NEVER_MS, ms), index];
  return [
    { type: 'line' as const, data: [at(lagMs.p50), at(lagMs.max)], symbol: 'none', lineStyle: { color, width: 6 } },
    { type: 'scatter' as const, data: [at(lagMs.p50)], symbolSize: 12, itemStyle: { color } },
    {
      type: 'scatter' as const,
      data: [at(lagMs.max)],
      symbol: 'rect',
      symbolSize: [4, 20],
      itemStyle: { color },
      label: {
        show: true,
        position: isNarrow && lagMs.max > CROSSES_MS ? ('left' as const) : ('right' as const),
        color: COLOURS.ink,
        formatter: neverRefused > 0 ? 'never refused' : lagMs.max === 0 ? 'never' : `at most ${duration(lagMs.max)}`,
      },
    },
  ];
};
