// A story as a timeline: for each strategy a lane of the thief and one of the victim, in seconds after the theft.
import type { EChartsOption, SeriesOption } from 'echarts';
import type { TheftRow, TheftTimeline } from '../../result/theft-result.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size } from './draw-chart.ts';

export interface StoryPicture {
  /** Of one story. */
  readonly rows: readonly TheftRow[];
  /** What ends it, in a word or two. */
  readonly ending: string;
  /** Moments that are the same for all. */
  readonly limits: readonly { readonly name: string; readonly seconds: number }[];
}

type Who = 'thief' | 'victim';

interface Lane {
  readonly row: TheftRow;
  readonly who: Who;
  readonly y: number;
}

const LANE_HEIGHT = { wide: 27, narrow: 38 } as const;
const TARGET_GAP = 0.5;
const TOP = 34;
const BOTTOM = 50;
const EDGE = 0.7;

export const storyChartHeight = ({ rows }: StoryPicture, size: Size): number =>
  TOP + BOTTOM + (2 * EDGE - (lanesOf(rows).at(-1)?.y ?? 0)) * LANE_HEIGHT[size];

export const storyChart = (picture: StoryPicture, size: Size): EChartsOption => {
  const lanes = lanesOf(picture.rows);
  const names = new Map(lanes.map((lane) => [lane.y, nameOf(lane, size)]));
  const customValues = [...names.keys()];
  return {
    grid: { left: labelWidth([...names.values()]) + 14, right: 26, top: TOP, bottom: BOTTOM },
    xAxis: {
      type: 'value',
      min: 0,
      max: Math.ceil((lastMs(picture.rows) + 100) / 1000),
      ...axis('seconds after the theft'),
      axisLine: { onZero: false, lineStyle: { color: COLOURS.faint } },
      nameGap: 28,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: (lanes.at(-1)?.y ?? 0) - EDGE,
      max: EDGE,
      ...axis(''),
      splitLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: COLOURS.ink, customValues, formatter: (y: number) => names.get(y) ?? '' },
    },
    series: [...lanes.flatMap(laneSeries), ...endings(picture, lanes), ...limits(picture, lanes)],
  };
};

const lanesOf = (rows: readonly TheftRow[]): Lane[] => {
  const isVictimThere = rows.some(({ timeline }) => isThere(timeline, 'victim'));
  const people: readonly Who[] = isVictimThere ? ['thief', 'victim'] : ['thief'];
  return rows.flatMap((row, place) =>
    people.map((who, lane) => ({ row, who, y: -(place * (people.length + TARGET_GAP) + lane) })),
  );
};

const isThere = (timeline: TheftTimeline, who: Who): boolean =>
  timeline[who].accepted.length + timeline[who].refused.length > 0;

const nameOf = ({ row, who }: Lane, size: Size): string => {
  if (who === 'victim') return who;
  return size === 'narrow' ? `${row.target}\nthief` : `${row.target}  thief`;
};

const lastMs = (rows: readonly TheftRow[]): number =>
  Math.max(
    ...rows.flatMap(({ timeline: { thief, victim, refreshes } }) => [
      ...[thief, victim].flatMap(({ accepted, refused }) => [...accepted, ...refused]),
      ...refreshes.map(({ atMs }) => atMs),
    ]),
  );

const HOLLOW = { color: 'transparent', borderColor: COLOURS.ink, borderWidth: 1.5 };
const CROSS = 'path://M0,0L8,8M8,0L0,8';

const laneSeries = ({ row, who, y }: Lane): SeriesOption[] => {
  const { timeline, target } = row;
  const color = who === 'thief' ? COLOURS.parts[2] : colourOf(target);
  const refreshes = (wanted: boolean): [number, number][] =>
    timeline.refreshes
      .filter((refresh) => refresh.who === who && refresh.accepted === wanted)
      .map(({ atMs }) => [atMs / 1000, y + 0.36]);
  const dots = (times: readonly number[]): [number, number][] => times.map((ms) => [ms / 1000, y]);
  const scatter = { type: 'scatter' as const, silent: true };
  return [
    { ...scatter, data: dots(timeline[who].accepted), symbolSize: 6, itemStyle: { color } },
    {
      ...scatter,
      data: dots(timeline[who].refused),
      symbol: CROSS,
      symbolSize: 7,
      itemStyle: HOLLOW,
    },
    { ...scatter, data: refreshes(true), symbol: TRIANGLE, symbolSize: 9, itemStyle: { color: COLOURS.ink } },
    { ...scatter, data: refreshes(false), symbol: TRIANGLE, symbolSize: 9, itemStyle: HOLLOW },
  ];
};

/** Its tip points at the lane below it. */
const TRIANGLE = 'path://M0,0L10,0L5,8Z';

/** Of each strategy its own; named once. */
const endings = ({ rows, ending }: StoryPicture, lanes: readonly Lane[]): SeriesOption[] =>
  rows.flatMap((row, place) => {
    const ys = lanes.filter((lane) => lane.row === row).map(({ y }) => y);
    const { endedMs } = row.timeline;
    if (endedMs === undefined) return [];
    const span = { from: Math.max(...ys) + EDGE, to: Math.min(...ys) - TARGET_GAP };
    return [verticalLine(endedMs / 1000, span, place === 0 ? ending : '', 'solid')];
  });

const limits = ({ limits: all }: StoryPicture, lanes: readonly Lane[]): SeriesOption[] =>
  all.map(({ name, seconds }) =>
    verticalLine(seconds, { from: EDGE, to: (lanes.at(-1)?.y ?? 0) - EDGE }, name, 'dashed'),
  );

const verticalLine = (
  seconds: number,
  { from, to }: { readonly from: number; readonly to: number },
  ...[name, type]: [name: string, type: 'solid' | 'dashed']
): SeriesOption => ({
  type: 'line',
  silent: true,
  symbol: 'circle',
  symbolSize: 0.1,
  lineStyle: { color: COLOURS.ink, width: 1.5, type },
  data: [
    {
      value: [seconds, from],
      label: { show: name !== '', position: 'top', distance: 4, color: COLOURS.ink, formatter: name },
    },
    { value: [seconds, to] },
  ],
});
