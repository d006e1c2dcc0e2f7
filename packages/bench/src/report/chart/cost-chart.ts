// Where the CPU of a request goes: everything but authentication, authentication in the API, and Redis.
import type { EChartsOption } from 'echarts';
import type { CostRow, Summary } from '../../result/summary.ts';
import { figure } from '../figure.ts';
import { axis, COLOURS, labelWidth, legendGap, type Size } from './draw-chart.ts';

const PARTS: readonly { readonly name: string; readonly of: (row: CostRow) => number }[] = [
  { name: 'everything else', of: ({ cpuUs, authOverheadUs }) => cpuUs.value - authOverheadUs.value },
  {
    name: 'authentication in the API',
    of: ({ authOverheadUs, redisCpuUs }) => authOverheadUs.value - redisCpuUs.value,
  },
  { name: 'Redis', of: ({ redisCpuUs }) => redisCpuUs.value },
];

/** At the highest rate. */
export const costChart = ({ cost }: Summary, size: Size): EChartsOption => {
  const highest = Math.max(...cost.map(({ ratePerSec }) => ratePerSec));
  const rows = cost
    .filter(({ ratePerSec }) => ratePerSec === highest)
    .toSorted((a, b) => b.cpuUs.value - a.cpuUs.value);
  const isNarrow = size === 'narrow';
  const names = rows.map(({ target }) => (isNarrow ? target.replaceAll(/[/-]/gu, '$&\n') : target));
  return {
    grid: { left: labelWidth(names) + 14, right: 44, top: isNarrow ? 86 : 44, bottom: 48 },
    legend: {
      top: 4,
      left: 0,
      orient: isNarrow ? 'vertical' : 'horizontal',
      itemWidth: 14,
      itemGap: legendGap(size),
      textStyle: { color: COLOURS.ink },
    },
    xAxis: { type: 'value', min: 0, ...axis(`CPU, us per request at ${highest} requests/s`), nameGap: 28 },
    yAxis: {
      type: 'category',
      data: names,
      ...axis(''),
    },
    series: PARTS.map((part, index) => ({
      name: part.name,
      type: 'bar' as const,
      stack: 'cpu',
      barMaxWidth: 34,
      itemStyle: { color: COLOURS.parts[index] ?? COLOURS.ink },
      // A difference of two measurements may be a little below nothing.
      data: rows.map((row) => Math.max(0, part.of(row))),
      ...(index === PARTS.length - 1 ? { label: totalOf(rows) } : {}),
    })),
  };
};

const totalOf = (rows: readonly CostRow[]) => ({
  show: true,
  position: 'right' as const,
  color: COLOURS.ink,
  formatter: ({ dataIndex }: { readonly dataIndex: number }) => figure(rows[dataIndex]?.cpuUs.value ?? 0),
});
