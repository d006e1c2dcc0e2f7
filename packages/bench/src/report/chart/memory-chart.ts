// Memory of Redis against login sessions, on two logarithmic axes.
import type { EChartsOption } from 'echarts';
import type { Footprint, MemoryRow } from '../../result/footprint-result.ts';
import { axis, COLOURS, labelWidth, seriesColour, seriesDash, type Size, SIZES } from './draw-chart.ts';

const BYTES_PER_MB = 1e6;

export const memoryChartHeight = ({ memory }: Footprint, size: Size): number =>
  SIZES[size].height + (size === 'narrow' ? LEGEND_ROW * new Set(memory.map(nameOf)).size : 0);

export const memoryChart = ({ memory }: Footprint, size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const groups = [...Map.groupBy(memory, nameOf)];
  return {
    grid: {
      left: 70,
      right: 30,
      top: legendRoom(
        groups.map(([name]) => name),
        isNarrow,
      ),
      bottom: 48,
    },
    legend: {
      top: 4,
      left: 0,
      orient: isNarrow ? 'vertical' : 'horizontal',
      itemGap: isNarrow ? LEGEND_GAP : WIDE_LEGEND_GAP,
      textStyle: { color: COLOURS.ink },
      data: groups.map(([name]) => name),
    },
    xAxis: {
      type: 'log',
      ...bounds(memory.map(({ loginSessions }) => loginSessions)),
      ...axis('login sessions'),
      nameGap: 28,
      axisLabel: { color: COLOURS.ink, formatter: (count: number) => count.toLocaleString('en') },
    },
    yAxis: {
      type: 'log',
      ...bounds(memory.map(megabytes)),
      ...axis('MB of Redis'),
      nameGap: 48,
      axisLabel: { color: COLOURS.ink, formatter: (mb: number) => mb.toLocaleString('en') },
    },
    series: groups.flatMap(([name, rows], at) => seriesOf(name, rows, at)),
  };
};

const nameOf = ({ target, claimsBytes }: MemoryRow): string =>
  claimsBytes === 0 ? target : `${target}, ${claimsBytes} B`;

const LEGEND_GAP = 12;
const LEGEND_ROW = 26;
/** Names side by side need room for a wider font; it is also the room between rows. */
const WIDE_LEGEND_GAP = 34;
const WIDE_LEGEND_ROW = 48;
const MARK_WIDTH = 30;

/** Side by side on a wide picture, in as many rows as they need. */
const legendRoom = (names: readonly string[], isNarrow: boolean): number => {
  const width = names.reduce((sum, name) => sum + labelWidth([name]) + WIDE_LEGEND_GAP + MARK_WIDTH, 0);
  return isNarrow ? 20 + LEGEND_ROW * names.length : WIDE_LEGEND_ROW * Math.ceil(width / SIZES.wide.width);
};

const megabytes = ({ loginSessions, bytesPerLoginSession }: MemoryRow): number =>
  (loginSessions * bytesPerLoginSession.value) / BYTES_PER_MB;

/** Whole powers of ten around what is drawn. */
const bounds = (values: readonly number[]): { min: number; max: number } => ({
  min: 10 ** Math.floor(Math.log10(Math.min(...values))),
  max: 10 ** Math.ceil(Math.log10(Math.max(...values))),
});

const seriesOf = (name: string, rows: readonly MemoryRow[], at: number) => {
  const color = seriesColour(at);
  const of = (source: MemoryRow['source']) =>
    rows.filter((row) => row.source === source).map((row) => [row.loginSessions, megabytes(row)]);
  return [
    {
      name,
      type: 'line' as const,
      data: of('copies'),
      symbol: 'circle',
      symbolSize: 7,
      itemStyle: { color },
      lineStyle: { color, width: 2, type: seriesDash(at) },
    },
    {
      type: 'scatter' as const,
      data: of('logins'),
      symbolSize: 15,
      itemStyle: { color: 'transparent', borderColor: color, borderWidth: 2 },
    },
  ];
};
