// Latency against percentile, one panel for each load: what the slow answers look like, not only the usual one.
import type { EChartsOption } from 'echarts';
import type { LatencyLevel, LatencyResult } from '../../result/latency-result.ts';
import { duration, shareText } from '../figure.ts';
import { axis, COLOURS, seriesColour, seriesDash, type Size, SIZES } from './draw-chart.ts';
import { legendOf } from './legend.ts';

const PANEL_HEIGHT = { wide: 300, narrow: 190 } as const;
const PANEL_GAP = { wide: 30, narrow: 78 } as const;
const LEFT = 66;
/** Between the names and the first panel, its title included. */
const LEGEND_GAP = 50;

interface Panel {
  readonly levels: readonly LatencyLevel[];
  readonly index: number;
}

export const spectrumChartHeight = (latency: LatencyResult, size: Size): number => {
  const rows = size === 'wide' ? 1 : panelsOf(latency).length;
  return topOf(latency, size) + rows * (PANEL_HEIGHT[size] + PANEL_GAP[size]) + (size === 'wide' ? 40 : 0);
};

/** All panels share their scales, so that they can be compared. */
export const spectrumChart = (latency: LatencyResult, size: Size): EChartsOption => {
  const panels = panelsOf(latency);
  const targets = targetsOf(latency);
  const [lowMs, highMs] = decadesAround(latency.levels.flatMap(({ spectrum }) => spectrum.map(({ ms }) => ms)));
  const [, rarest] = decadesAround(latency.levels.flatMap(({ spectrum }) => spectrum.map(oneIn)));
  return {
    legend: { ...legendOf(targets, size).option, itemStyle: { opacity: 0 } },
    title: panels.map((panel) => titleOf(panel, boxOf(panel.index, latency, size))),
    grid: panels.map((panel) => boxOf(panel.index, latency, size)),
    xAxis: panels.map(({ index }) => ({
      type: 'log' as const,
      gridIndex: index,
      min: 1,
      max: rarest,
      ...axis('percentile'),
      nameGap: 26,
      axisLabel: { color: COLOURS.ink, formatter: percentileName, customValues: NAMED },
      axisTick: { customValues: NAMED },
    })),
    yAxis: panels.map(({ index }) => ({
      type: 'log' as const,
      gridIndex: index,
      min: lowMs,
      max: highMs,
      ...axis(''),
      axisLabel: { color: COLOURS.ink, formatter: duration, show: size === 'narrow' || index === 0 },
    })),
    series: panels.flatMap(({ levels, index }) => levels.map((level) => lineOf(level, index, targets))),
  };
};

const panelsOf = ({ levels }: LatencyResult): Panel[] =>
  [...new Set(levels.map(({ share }) => share))].map((share, index) => ({
    levels: levels.filter((level) => level.share === share),
    index,
  }));

const targetsOf = ({ levels }: LatencyResult): string[] => [...new Set(levels.map(({ target }) => target))];

const topOf = (latency: LatencyResult, size: Size): number => legendOf(targetsOf(latency), size).height + LEGEND_GAP;

const boxOf = (index: number, latency: LatencyResult, size: Size) => {
  const top = topOf(latency, size);
  const height = PANEL_HEIGHT[size];
  if (size === 'narrow') {
    return {
      left: LEFT,
      width: SIZES.narrow.width - LEFT - 24,
      top: top + index * (height + PANEL_GAP.narrow),
      height,
    };
  }
  const count = panelsOf(latency).length;
  const width = (SIZES.wide.width - LEFT - 24 - PANEL_GAP.wide * (count - 1)) / count;
  return { left: LEFT + index * (width + PANEL_GAP.wide), width, top, height };
};

const titleOf = ({ levels: [first] }: Panel, box: { readonly left: number; readonly top: number }) => ({
  text: first === undefined ? '' : `${first.ratePerSec} requests/s (${shareText(first.share)})`,
  left: box.left - 5,
  top: box.top - 30,
  textStyle: { fontSize: 13, fontWeight: 'normal' as const, color: COLOURS.ink },
});

const lineOf = ({ target, spectrum }: LatencyLevel, panel: number, targets: readonly string[]) => {
  const index = targets.indexOf(target);
  const color = seriesColour(index);
  return {
    name: target,
    type: 'line' as const,
    xAxisIndex: panel,
    yAxisIndex: panel,
    data: spectrum.map((point) => [oneIn(point), Math.max(LEAST_MS, point.ms)]),
    showSymbol: false,
    itemStyle: { color },
    lineStyle: { color, width: 2.5, type: seriesDash(index) },
  };
};

/** The step of the histograms; a logarithmic axis has no zero. */
const LEAST_MS = 0.001;

/** One request in so many takes longer. */
const oneIn = ({ percentile }: LatencyLevel['spectrum'][number]): number => 1 / (1 - percentile);

/** Such as p99.9 for one in 1000. */
const percentileName = (oneInCount: number): string => `p${Number((100 - 100 / oneInCount).toFixed(4))}`;

/** The median, and each further nine. */
const NAMED = [2, 10, 100, 1000, 10_000];

/** Whole powers of ten. */
const decadesAround = (values: readonly number[]): [number, number] => {
  const logs = values.map((value) => Math.log10(Math.max(LEAST_MS, value)));
  return [10 ** Math.floor(Math.min(...logs)), 10 ** Math.ceil(Math.max(...logs) - 1e-9)];
};
