// The distribution of the revocation lag, as the band in which it must lie.
import type { CustomSeriesOption, EChartsOption } from 'echarts';
import type { RevocationRow } from '../../result/summary.ts';
import { duration, shareText } from '../figure.ts';
import { axis, COLOURS, seriesColour, type Size } from './draw-chart.ts';
import { type Legend, legendOf } from './legend.ts';

/** A logarithmic axis has no zero. */
const NONE_MS = 0.01;
const LATEST_MS = 10_000;

/** Of the logouts: the event of which there are the most trials. */
export const lagCurveRows = (rows: readonly RevocationRow[]): RevocationRow[] =>
  rows.filter(({ event, lagCurve }) => event === 'logout' && lagCurve.length > 0);

const PLOT_HEIGHT = { wide: 280, narrow: 230 } as const;
const GAP = 24;
const BOTTOM = 52;

const legendFor = (rows: readonly RevocationRow[], size: Size): Legend =>
  legendOf(
    rows.map(({ target }) => target),
    size,
  );

export const lagCurveChartHeight = (rows: readonly RevocationRow[], size: Size): number =>
  legendFor(rows, size).height + GAP + PLOT_HEIGHT[size] + BOTTOM;

export const lagCurveChart = (rows: readonly RevocationRow[], size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const legend = legendFor(rows, size);
  return {
    legend: legend.option,
    grid: { left: 60, right: 24, top: legend.height + GAP, bottom: BOTTOM },
    xAxis: {
      type: 'log',
      min: NONE_MS,
      max: LATEST_MS,
      ...axis('after the answer to the logout'),
      nameGap: 30,
      axisLabel: { color: COLOURS.ink, formatter: (ms: number) => tickOf(ms, isNarrow) },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      ...axis(''),
      axisLabel: { color: COLOURS.ink, formatter: shareText },
    },
    series: rows.map(({ target, lagCurve }, index) => bandOf(target, lagCurve, index)),
  };
};

const tickOf = (ms: number, isNarrow: boolean): string => {
  if (ms <= NONE_MS) return 'none';
  return isNarrow && Math.round(Math.log10(ms)) % 2 !== 0 ? '' : duration(ms);
};

const bandOf = (name: string, curve: RevocationRow['lagCurve'], index: number): CustomSeriesOption => {
  const color = seriesColour(index);
  return {
    name,
    type: 'custom',
    itemStyle: { color },
    data: [[NONE_MS, 0]],
    renderItem: (_params, api) => ({
      type: 'polygon',
      shape: { points: outline(curve).map(([ms, share]) => api.coord([ms, share])) },
      style: { fill: color, fillOpacity: 0.22, stroke: color, lineWidth: 1.5 },
    }),
  };
};

/** Up along the earliest it may be, and down along the latest. */
const outline = (curve: RevocationRow['lagCurve']): [number, number][] => {
  const early = curve.flatMap(({ share, lowMs }, index) => step(lowMs, curve[index - 1]?.share ?? 0, share));
  const late = curve.flatMap(({ share, highMs }, index) => step(highMs, curve[index - 1]?.share ?? 0, share));
  return [...early, ...late.toReversed()];
};

const step = (ms: number, from: number, to: number): [number, number][] => {
  const at = Math.min(LATEST_MS, Math.max(NONE_MS, ms));
  return [
    [at, from],
    [at, to],
  ];
};
