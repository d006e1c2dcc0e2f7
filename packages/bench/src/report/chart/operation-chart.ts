// CPU of each operation around a login, without password hashing: bars by operation and target.
import type { EChartsOption } from 'echarts';
import type { LoginResult, OperationRow } from '../../result/login-result.ts';
import { figure } from '../figure.ts';
import { axis, COLOURS, labelWidth, legendGap, type Size } from './draw-chart.ts';

const rowsOf = ({ operations }: LoginResult): OperationRow[] =>
  operations.filter(({ hashing }) => hashing !== 'production').toReversed();

/** Every bar needs its place, on a phone for two lines. */
export const operationChartHeight = (login: LoginResult, size: Size): number =>
  100 + rowsOf(login).length * (size === 'narrow' ? 44 : 28);

export const operationChart = (login: LoginResult, size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const rows = rowsOf(login);
  const names = rows.map((row) => `${row.target}${isNarrow ? '\n' : ', '}${operationOf(row)}`);
  return {
    grid: { left: labelWidth(names) + 14, right: 56, top: 36, bottom: 48 },
    legend: { top: 4, left: 0, itemWidth: 14, itemGap: legendGap(size), textStyle: { color: COLOURS.ink } },
    xAxis: { type: 'value', min: 0, ...axis('CPU, us per operation'), nameGap: 28, splitNumber: isNarrow ? 2 : 5 },
    yAxis: { type: 'category', data: names, ...axis('') },
    series: [
      bar(
        'API',
        COLOURS.parts[1],
        rows.map(({ cpuUs }) => cpuUs.value),
      ),
      {
        ...bar(
          'Redis',
          COLOURS.parts[2],
          rows.map(({ redisCpuUs }) => Math.max(0, redisCpuUs.value)),
        ),
        label: {
          show: true,
          position: 'right' as const,
          color: COLOURS.ink,
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => totalOf(rows[dataIndex]),
        },
      },
    ],
  };
};

const operationOf = ({ operation, loginSessions }: OperationRow): string =>
  loginSessions === undefined ? operation : `${operation} (${loginSessions})`;

const totalOf = (row: OperationRow | undefined): string =>
  row === undefined ? '' : figure(row.cpuUs.value + row.redisCpuUs.value);

const bar = (name: string, color: string, data: readonly number[]) => ({
  name,
  type: 'bar' as const,
  stack: 'cpu',
  barMaxWidth: 20,
  itemStyle: { color },
  data: [...data],
});
