// The headline picture: what a strategy costs against how long a revoked credential lives on with it.
import type { CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts';
import { duration, figure } from '../figure.ts';
import type { FrontierPoint } from '../frontier-points.ts';
import { axis, colourOf, COLOURS, type Size, SIZES } from './draw-chart.ts';

/** A logarithmic axis has no zero: here lies what no probe could tell from an end at once; names stand below it. */
const AT_ONCE_MS = 1;
const FLOOR_MS = 0.02;
const HOUR_MS = 3_600_000;

const REFERENCES = [
  { ms: 1000, name: '1 s' },
  { ms: 60_000, name: '1 min' },
  { ms: 900_000, name: '15 min: a usual token' },
  { ms: HOUR_MS, name: '1 h' },
] as const;

const HEIGHT = { wide: 460, narrow: 460 } as const;
export const frontierChartHeight = (size: Size): number => HEIGHT[size];

/** Names of points on one line are written one below the other. */
const LINE_HEIGHT = 18;
const PALE = 0.45;

export const frontierChart = (points: readonly FrontierPoint[], size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  return {
    grid: { left: isNarrow ? 62 : 86, right: isNarrow ? 20 : 40, top: 40, bottom: 52 },
    xAxis: {
      type: 'value',
      min: 0,
      max: ({ max }) => Math.ceil((max * 1.12) / 50) * 50,
      ...axis(isNarrow ? 'CPU, us per request' : 'CPU of API and Redis, us per authenticated request (95 % interval)'),
      nameGap: 32,
    },
    yAxis: {
      type: 'log',
      min: FLOOR_MS,
      max: HOUR_MS,
      ...axis('a revoked credential lives for'),
      nameLocation: 'end',
      nameTextStyle: { color: COLOURS.ink, align: 'left', padding: [0, 0, 0, isNarrow ? -54 : -76] },
      axisTick: { customValues: TICKS_MS },
      axisLabel: { color: COLOURS.ink, customValues: TICKS_MS, formatter: nameOf },
      splitLine: { show: false },
    },
    series: [references(isNarrow), ...points.flatMap((point) => seriesOf(point, placeOf(point, points), isNarrow))],
  };
};

const TICKS_MS = [AT_ONCE_MS, 10, 100, 1000, 10_000, 60_000, 900_000, HOUR_MS];

const nameOf = (ms: number): string => {
  if (ms <= AT_ONCE_MS) return '< 1 ms';
  if (ms < 60_000) return duration(ms);
  return ms < HOUR_MS ? `${ms / 60_000} min` : '1 h';
};

const references = (isNarrow: boolean): SeriesOption => ({
  type: 'scatter',
  data: [],
  markLine: {
    symbol: 'none',
    silent: true,
    lineStyle: { color: COLOURS.line, type: 'dashed' },
    label: { show: !isNarrow, position: 'insideEndTop', color: COLOURS.faint },
    data: REFERENCES.map(({ ms, name }) => ({ yAxis: ms, name, label: { formatter: name } })),
  },
});

interface Place {
  readonly position: 'right' | 'bottom' | 'top';
  readonly distance: number;
}

const placeOf = (point: FrontierPoint, points: readonly FrontierPoint[]): Place => {
  const crowd = points.filter(isLow).toSorted((left, right) => left.cpuUs.value - right.cpuUs.value);
  const row = crowd.findIndex(({ target }) => target === point.target);
  if (row === -1) return { position: 'top', distance: 8 };
  // From the line of `at once`, which a point may lie above.
  const above = decadeHeight() * Math.log10(Math.max(AT_ONCE_MS, point.medianMs) / AT_ONCE_MS);
  return { position: 'bottom', distance: 8 + LINE_HEIGHT * row + above };
};

/** So low that the names of its neighbours are near. */
const isLow = ({ longestMs, lifetimeMs }: FrontierPoint): boolean => lifetimeMs === undefined && longestMs < 100;

const decadeHeight = (): number => (HEIGHT.wide - 92) / Math.log10(HOUR_MS / FLOOR_MS);

const seriesOf = (point: FrontierPoint, place: Place, isNarrow: boolean): SeriesOption[] => {
  const color = colourOf(point.target);
  const at = Math.max(AT_ONCE_MS, point.medianMs);
  const opacity = point.isDominated ? PALE : 1;
  const dot: SeriesOption = {
    type: 'scatter',
    data: [[point.cpuUs.value, at]],
    symbolSize: 13,
    itemStyle: { color, opacity },
    z: 4,
    label: {
      show: true,
      ...place,
      color,
      opacity: point.isDominated ? 0.8 : 1,
      formatter: isNarrow ? point.target : `${point.target}  ${figure(point.cpuUs.value)} us`,
    },
  };
  return [
    cross(point, at, { color, opacity }),
    dot,
    ...(point.lifetimeMs === undefined ? [] : [lifetime(point, point.lifetimeMs, isNarrow)]),
  ];
};

interface Ink {
  readonly color: string;
  readonly opacity: number;
}

/** Across: the interval of the cost. Up: from the median lag to the longest. */
const cross = ({ cpuUs, longestMs }: FrontierPoint, at: number, { color, opacity }: Ink): CustomSeriesOption => ({
  type: 'custom',
  data: [[cpuUs.value, at]],
  z: 3,
  renderItem: (_params, api) => {
    const lines = [
      [api.coord([cpuUs.low, at]), api.coord([cpuUs.high, at])],
      [api.coord([cpuUs.value, at]), api.coord([cpuUs.value, Math.max(at, longestMs)])],
    ] as const;
    return {
      type: 'group',
      children: lines.map(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => ({
        type: 'line',
        shape: { x1, y1, x2, y2 },
        style: { stroke: color, lineWidth: 3, opacity },
      })),
    };
  },
});

/** The law of expiry, carried to a usual lifetime: hollow, because it was not measured. */
const lifetime = ({ target, cpuUs }: FrontierPoint, lifetimeMs: number, isNarrow: boolean): SeriesOption => {
  const color = colourOf(target);
  return {
    type: 'line',
    data: [
      [cpuUs.value, lifetimeMs / 2],
      [cpuUs.value, lifetimeMs],
    ],
    symbol: 'emptyCircle',
    symbolSize: 10,
    itemStyle: { color },
    lineStyle: { color, type: 'dotted', width: 2 },
    endLabel: {
      show: !isNarrow,
      color,
      formatter: `${target} with tokens of 15 min, by the law`,
      distance: 8,
      width: SIZES.wide.width,
    },
  };
};
