// Where the CPU of a request goes: everything but authentication, authentication in the API, and Redis.
import type { EChartsOption } from 'echarts';
import type { CostRow, Summary } from '../../result/summary.ts';
import { figure } from '../figure.ts';
import { axis, COLOURS, labelWidth, legendGap, type Size, SIZES } from './draw-chart.ts';
import { wrapName } from './wrap-name.ts';

const PARTS: readonly { readonly name: string; readonly of: (row: CostRow) => number }[] = [
  { name: 'everything else', of: ({ cpuUs, authOverheadUs }) => cpuUs.value - authOverheadUs.value },
  {
    name: 'authentication in the API',
    of: ({ authOverheadUs, redisCpuUs }) => authOverheadUs.value - redisCpuUs.value,
  },
  { name: 'Redis', of: ({ redisCpuUs }) => redisCpuUs.value },
];

const TOP = { wide: 44, narrow: 86 } as const;
const BOTTOM = 48;
const LINE_HEIGHT = 13;
const ROW_GAP = 8;

const rowsOf = (cost: readonly CostRow[]): CostRow[] => {
  const highest = Math.max(...cost.map(({ ratePerSec }) => ratePerSec));
  return cost.filter(({ ratePerSec }) => ratePerSec === highest).toSorted((a, b) => b.cpuUs.value - a.cpuUs.value);
};

const nameOf = ({ target }: CostRow, size: Size): string => (size === 'narrow' ? wrapName(target) : target);

/** Each row has room for the longest name. */
export const costChartHeight = ({ cost }: Summary, size: Size): number => {
  const rows = rowsOf(cost);
  const lines = Math.max(1, ...rows.map((row) => nameOf(row, size).split('\n').length));
  return Math.max(SIZES[size].height, TOP[size] + rows.length * (lines * LINE_HEIGHT + ROW_GAP) + BOTTOM);
};

/** At the highest rate. */
export const costChart = ({ cost }: Summary, size: Size): EChartsOption => {
  const rows = rowsOf(cost);
  const isNarrow = size === 'narrow';
  const names = rows.map((row) => nameOf(row, size));
  return {
    grid: { left: labelWidth(names) + 14, right: 44, top: TOP[size], bottom: BOTTOM },
    legend: {
      top: 4,
      left: 0,
      orient: isNarrow ? 'vertical' : 'horizontal',
      itemWidth: 14,
      itemGap: legendGap(size),
      textStyle: { color: COLOURS.ink },
    },
    xAxis: { type: 'value', min: 0, ...axis(`CPU, us per request at ${rows[0]?.ratePerSec} requests/s`), nameGap: 28 },
    yAxis: {
      type: 'category',
      data: names,
      ...axis(''),
      axisLabel: { color: COLOURS.ink, interval: 0, lineHeight: LINE_HEIGHT },
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
