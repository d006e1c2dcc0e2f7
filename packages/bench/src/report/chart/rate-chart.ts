// How the cost of a request depends on how busy the API is.
import type { EChartsOption } from 'echarts';
import type { CostRow, Summary } from '../../result/summary.ts';
import { axis, COLOURS, legendGap, seriesColour, type Size } from './draw-chart.ts';

export const rateChart = ({ cost }: Summary, size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const targets = [...new Set(cost.map(({ target }) => target))];
  return {
    grid: { left: 64, right: 24, top: isNarrow ? 20 + 24 * targets.length : 44, bottom: 48 },
    legend: {
      top: 4,
      left: 0,
      orient: isNarrow ? 'vertical' : 'horizontal',
      itemGap: legendGap(size),
      textStyle: { color: COLOURS.ink },
      data: targets,
    },
    xAxis: { type: 'value', min: 0, ...axis('requests/s'), nameGap: 28 },
    yAxis: { type: 'value', min: 0, ...axis('CPU, us per request'), nameGap: 44 },
    series: targets.flatMap((target, index) =>
      seriesOf(
        cost.filter((row) => row.target === target).toSorted((a, b) => a.ratePerSec - b.ratePerSec),
        seriesColour(index),
      ),
    ),
  };
};

/** A line, and across each of its points the interval. */
const seriesOf = (rows: readonly CostRow[], color: string) => [
  {
    ...(rows[0] === undefined ? {} : { name: rows[0].target }),
    type: 'line' as const,
    data: rows.map(({ ratePerSec, cpuUs }) => [ratePerSec, cpuUs.value]),
    symbol: 'circle',
    symbolSize: 8,
    itemStyle: { color },
    lineStyle: { color, width: 2 },
  },
  ...rows.map(({ ratePerSec, cpuUs }) => ({
    type: 'line' as const,
    data: [
      [ratePerSec, cpuUs.low],
      [ratePerSec, cpuUs.high],
    ],
    symbol: 'rect',
    symbolSize: [10, 2],
    itemStyle: { color },
    lineStyle: { color, width: 1.5 },
  })),
];
