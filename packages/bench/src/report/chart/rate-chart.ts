// How the cost of a request depends on how busy the API is.
import type { EChartsOption } from 'echarts';
import type { CostRow, Summary } from '../../result/summary.ts';
import { axis, seriesColour, seriesDash, type Size } from './draw-chart.ts';
import { legendOf } from './legend.ts';

const PLOT_HEIGHT = { wide: 280, narrow: 230 } as const;
const GAP = 24;
const BOTTOM = 48;

const targetsOf = (cost: readonly CostRow[]): string[] => [...new Set(cost.map(({ target }) => target))];

export const rateChartHeight = ({ cost }: Summary, size: Size): number =>
  legendOf(targetsOf(cost), size).height + GAP + PLOT_HEIGHT[size] + BOTTOM;

export const rateChart = ({ cost }: Summary, size: Size): EChartsOption => {
  const targets = targetsOf(cost);
  const legend = legendOf(targets, size);
  return {
    grid: { left: 64, right: 24, top: legend.height + GAP, bottom: BOTTOM },
    legend: legend.option,
    xAxis: { type: 'value', min: 0, ...axis('requests/s'), nameGap: 28 },
    yAxis: { type: 'value', min: 0, ...axis('CPU, us per request'), nameGap: 44 },
    series: targets.flatMap((target, index) =>
      seriesOf(
        cost.filter((row) => row.target === target).toSorted((a, b) => a.ratePerSec - b.ratePerSec),
        index,
      ),
    ),
  };
};

/** A line, and across each of its points the interval. */
const seriesOf = (rows: readonly CostRow[], index: number) => {
  const color = seriesColour(index);
  return [
    {
      ...(rows[0] === undefined ? {} : { name: rows[0].target }),
      type: 'line' as const,
      data: rows.map(({ ratePerSec, cpuUs }) => [ratePerSec, cpuUs.value]),
      symbol: 'circle',
      symbolSize: 8,
      itemStyle: { color },
      lineStyle: { color, width: 2, type: seriesDash(index) },
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
};
