// The headline picture: what a strategy costs against how long a revoked credential lives on with it.
import type { EChartsOption } from 'echarts';
import type { CostRow, RevocationRow, Summary } from '../../result/summary.ts';
import type { Interval } from '../../stats/interval.ts';
import { duration, figure } from '../figure.ts';
import { axis, colourOf, COLOURS, type Size } from './draw-chart.ts';

interface Point {
  readonly target: string;
  readonly cpuUs: Interval;
  readonly longestMs: number;
}

/** A logarithmic axis has no zero: what was never accepted is drawn on its lowest line. */
const NEVER_MS = 0.1;

/** Undefined unless at least one strategy was measured in both experiments. */
export const frontierChart = (summary: Summary, size: Size): EChartsOption | undefined => {
  const points = pointsOf(summary);
  if (points.length === 0) return undefined;
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
      min: NEVER_MS,
      max: 10_000,
      ...axis('longest time accepted after logout'),
      nameLocation: 'end',
      nameTextStyle: { color: COLOURS.ink, align: 'left', padding: [0, 0, 0, isNarrow ? -66 : -86] },
      axisLabel: { color: COLOURS.ink, formatter: (ms: number) => (ms <= NEVER_MS ? 'never' : duration(ms)) },
    },
    series: points.flatMap((point, index) => seriesOf(point, index, isNarrow)),
  };
};

const pointsOf = ({ cost, revocation }: Summary): Point[] => {
  const highest = Math.max(...cost.map(({ ratePerSec }) => ratePerSec));
  return cost
    .filter(({ ratePerSec }) => ratePerSec === highest)
    .flatMap(({ target, cpuUs }: CostRow) => {
      const row = revocation.find((each: RevocationRow) => each.target === target && each.event === 'logout');
      return row === undefined ? [] : [{ target, cpuUs, longestMs: row.lagMs.max }];
    });
};

const seriesOf = ({ target, cpuUs, longestMs }: Point, index: number, isNarrow: boolean) => {
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
        // Neighbours on the lowest line would hide each other's names.
        position: index % 2 === 0 ? ('top' as const) : ('bottom' as const),
        color: COLOURS.ink,
        formatter: isNarrow ? target : `${target}  ${figure(cpuUs.value)} us`,
      },
    },
  ];
};
