// The headline picture: what a strategy costs against how long a revoked credential lives on with it.
import type { EChartsOption } from 'echarts';
import type { CostRow, RevocationRow, Summary } from '../../result/summary.ts';
import type { Interval } from '../../stats/interval.ts';
import { duration, figure } from '../figure.ts';
import { axis, colourOf, COLOURS, type Size } from './draw-chart.ts';

export interface FrontierPoint {
  readonly target: string;
  readonly cpuUs: Interval;
  readonly longestMs: number;
}

/** A logarithmic axis has no zero: what was never accepted is drawn here, with room for names below it. */
const NEVER_MS = 0.1;
const LOWEST_MS = 0.001;
/** Below this, points lie beside each other: their names are written one below the other. */
const CROWDED_MS = 1;
const LINE_HEIGHT = 17;
/** About: a power of ten on the vertical axis, in pixels. */
const DECADE_HEIGHT = 40;

export const frontierChart = (points: readonly FrontierPoint[], size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  return {
    grid: { left: isNarrow ? 74 : 96, right: isNarrow ? 24 : 40, top: 34, bottom: 52 },
    xAxis: {
      type: 'value',
      min: 0,
      ...axis(isNarrow ? 'CPU, us per request' : 'CPU of API and Redis, us per authenticated request (95 % interval)'),
      nameGap: 32,
    },
    yAxis: {
      type: 'log',
      min: LOWEST_MS,
      max: 10_000,
      ...axis('longest time accepted after logout'),
      nameLocation: 'end',
      nameTextStyle: { color: COLOURS.ink, align: 'left', padding: [0, 0, 0, isNarrow ? -66 : -86] },
      axisLabel: { color: COLOURS.ink, formatter: nameOf },
    },
    series: points.flatMap((point) => seriesOf(point, placeOf(point, points), isNarrow)),
  };
};

/** The strategies that were measured in both experiments, at the highest rate. */
export const frontierPoints = ({ cost, revocation }: Summary): FrontierPoint[] => {
  const highest = Math.max(...cost.map(({ ratePerSec }) => ratePerSec));
  return cost
    .filter(({ ratePerSec }) => ratePerSec === highest)
    .flatMap(({ target, cpuUs }: CostRow) => {
      const row = revocation.find((each: RevocationRow) => each.target === target && each.event === 'logout');
      return row === undefined ? [] : [{ target, cpuUs, longestMs: row.lagMs.max }];
    });
};

const nameOf = (ms: number): string => {
  if (ms < NEVER_MS / 2) return '';
  return ms < CROWDED_MS / 2 ? 'never' : duration(ms);
};

/** Where the name goes, and how far from its point. */
const placeOf = ({ target, longestMs }: FrontierPoint, points: readonly FrontierPoint[]) => {
  if (longestMs >= CROWDED_MS) return { position: 'top' as const, distance: 5 };
  const crowd = points
    .filter((point) => point.longestMs < CROWDED_MS)
    .toSorted((a, b) => a.cpuUs.value - b.cpuUs.value);
  const row = crowd.findIndex((point) => point.target === target);
  // From the line of `never`, which a point may lie above.
  const above = DECADE_HEIGHT * Math.log10(Math.max(1, longestMs / NEVER_MS));
  return { position: 'bottom' as const, distance: 5 + LINE_HEIGHT * row + above };
};

const seriesOf = (
  { target, cpuUs, longestMs }: FrontierPoint,
  place: { readonly position: 'top' | 'bottom'; readonly distance: number },
  isNarrow: boolean,
) => {
  const y = Math.max(NEVER_MS, longestMs);
  const color = colourOf(target);
  return [
    {
      type: 'line' as const,
      data: [
        [cpuUs.low, y],
        [cpuUs.high, y],
      ],
      symbol: 'none',
      lineStyle: { color, width: 3 },
    },
    {
      type: 'scatter' as const,
      data: [[cpuUs.value, y]],
      symbolSize: 14,
      itemStyle: { color },
      label: {
        show: true,
        ...place,
        color,
        formatter: isNarrow ? target : `${target}  ${figure(cpuUs.value)} us`,
      },
    },
  ];
};
