// A story behind the balancer: for each replica a lane with a bar for each moment, served, refused and failed on one another.
import type { CustomSeriesRenderItem, EChartsOption, SeriesOption } from 'echarts';
import type { ReplicasRow } from '../../result/replicas-result.ts';
import { armText } from '../section/replicas-text.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size } from './draw-chart.ts';

type Cell = readonly [served: number, refused: number, failed: number];

interface Lane {
  readonly row: ReplicasRow;
  /** The number of replicas: that of the requests that nobody answered. */
  readonly replica: number;
  /** Of its bottom. */
  readonly y: number;
}

/** A rectangle in the units of the axes. */
type Box = readonly [left: number, right: number, bottom: number, top: number];

const LANE_HEIGHT = { wide: 24, narrow: 26 } as const;
/** Above the lanes of an arm, where its name stands. */
const NAME_ROOM = 1;
const FILL = 0.85;
const TOP = 8;
const BOTTOM = 50;

export const balancedChartHeight = (rows: readonly ReplicasRow[], size: Size): number =>
  TOP + BOTTOM + depthOf(rows) * LANE_HEIGHT[size];

export const balancedChart = (rows: readonly ReplicasRow[]): EChartsOption => {
  const lanes = lanesOf(rows);
  const names = new Map(lanes.map((lane) => [lane.y + FILL / 2, laneName(lane)]));
  const timelines = rows.map(({ timeline }) => timeline);
  return {
    grid: { left: labelWidth([...names.values()]) + 8, right: 22, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value',
      min: Math.min(...timelines.map(({ startMs }) => startMs)) / 1000,
      max: Math.max(...timelines.map(endMs)) / 1000,
      ...axis('seconds after the first event'),
      // The ends are no round numbers, and would stand on their neighbours.
      axisLabel: { color: COLOURS.ink, showMinLabel: false, showMaxLabel: false },
      axisLine: { onZero: false, lineStyle: { color: COLOURS.faint } },
      nameGap: 28,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: -depthOf(rows),
      max: 0,
      ...axis(''),
      axisLine: { show: false },
      splitLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: COLOURS.ink, customValues: [...names.keys()], formatter: (y: number) => names.get(y) ?? '' },
    },
    series: [...lanes.map(absence), ...kindsOf(lanes), ...rows.map((row) => armName(row, lanes))],
  };
};

const endMs = ({ startMs, binMs, lanes }: ReplicasRow['timeline']): number => startMs + binMs * (lanes[0]?.length ?? 0);

/** The lane of the requests that nobody answered is there where there are any. */
const laneCount = ({ timeline: { lanes } }: ReplicasRow): number => {
  const isEmpty = (lanes.at(-1) ?? []).every((cell) => cell.every((count) => count === 0));
  return isEmpty ? lanes.length - 1 : lanes.length;
};

const depthOf = (rows: readonly ReplicasRow[]): number =>
  rows.reduce((depth, row) => depth + laneCount(row) + NAME_ROOM, 0);

const lanesOf = (rows: readonly ReplicasRow[]): Lane[] =>
  rows.flatMap((row, place) => {
    const above = depthOf(rows.slice(0, place)) + NAME_ROOM;
    return Array.from({ length: laneCount(row) }, (_, replica) => ({ row, replica, y: -(above + replica + 1) }));
  });

const isOfNobody = ({ row, replica }: Lane): boolean => replica === row.timeline.lanes.length - 1;

const laneName = (lane: Lane): string => (isOfNobody(lane) ? 'no answer' : `replica ${lane.replica + 1}`);

/** The highest bar of the picture fills its lane. */
const highestOf = (lanes: readonly Lane[]): number =>
  Math.max(1, ...lanes.flatMap(({ row, replica }) => (row.timeline.lanes[replica] ?? []).map(total)));

const total = (cell: Cell): number => cell[0] + cell[1] + cell[2];

/** By colour: what was served at the bottom. */
const kindsOf = (lanes: readonly Lane[]): SeriesOption[] => {
  const highest = highestOf(lanes);
  return lanes.flatMap((lane) =>
    ([0, 1, 2] as const).map((kind) =>
      boxes(barsOf(lane, kind, highest), [colourOf(lane.row.target), COLOURS.parts[2], COLOURS.ink][kind]),
    ),
  );
};

const barsOf = ({ row, replica, y }: Lane, kind: 0 | 1 | 2, highest: number): Box[] => {
  const { startMs, binMs, lanes } = row.timeline;
  return (lanes[replica] ?? []).flatMap((cell, bin): Box[] => {
    if (cell[kind] === 0) return [];
    const below = cell.slice(0, kind).reduce((sum, count) => sum + count, 0);
    const [bottom, top] = [below, below + cell[kind]].map((count) => y + (FILL * count) / highest) as [number, number];
    const left = (startMs + bin * binMs) / 1000;
    return [[left, left + (binMs * BAR_SHARE) / 1000, bottom, top]];
  });
};

const BAR_SHARE = 0.85;

/** From its end until the balancer uses the next process. */
const absence = ({ row, replica, y }: Lane): SeriesOption => {
  const own = row.timeline.events.filter((event) => event.replica === replica);
  const at = (what: string): number | undefined => own.find((event) => event.what === what)?.atMs;
  const [from, to] = [at('ended'), at('in service')];
  if (from === undefined) return boxes([], COLOURS.line);
  return boxes([[from / 1000, (to ?? endMs(row.timeline)) / 1000, y, y + FILL]], COLOURS.line);
};

const armName = (row: ReplicasRow, lanes: readonly Lane[]): SeriesOption => ({
  type: 'scatter',
  silent: true,
  symbolSize: 0.1,
  data: [[row.timeline.startMs / 1000, (lanes.find((lane) => lane.row === row)?.y ?? 0) + NAME_ROOM + 0.4]],
  label: {
    show: true,
    position: 'right',
    distance: 0,
    color: COLOURS.ink,
    fontWeight: 'bold',
    formatter: armText(row),
  },
});

const boxes = (data: readonly Box[], color: string | undefined): SeriesOption => ({
  type: 'custom',
  silent: true,
  data: data.map((box) => [...box]),
  renderItem: rectangle(color ?? COLOURS.ink),
});

const rectangle =
  (fill: string): CustomSeriesRenderItem =>
  (_params, api) => {
    const [left, right, bottom, top] = [0, 1, 2, 3].map((dimension) => Number(api.value(dimension))) as [
      number,
      number,
      number,
      number,
    ];
    const [x = 0, y = 0] = api.coord([left, top]);
    const [endX = 0, endY = 0] = api.coord([right, bottom]);
    return { type: 'rect', shape: { x, y, width: endX - x, height: endY - y }, style: { fill } };
  };
