// The headline picture: what a strategy costs against how long a revoked credential lives on with it.
import type { CustomSeriesOption, EChartsOption, SeriesOption } from 'echarts';
import { duration, figure } from '../figure.ts';
import type { FrontierPoint } from '../frontier-points.ts';
import { axis, colourOf, COLOURS, labelWidth, type Size, SIZES } from './draw-chart.ts';

/** A logarithmic axis has no zero: here lies what no probe could tell from an end at once; names stand below it. */
const AT_ONCE_MS = 1;
const FLOOR_MS = 0.005;
const HOUR_MS = 3_600_000;

const REFERENCES_MS = [1000, 60_000, 900_000] as const;
const USUAL_TOKEN_MS = 900_000;

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
      max: highestUs(points),
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
    series: [references(isNarrow), ...points.flatMap((point) => seriesOf(point, placeOf(point, points, size), size))],
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
    lineStyle: { color: COLOURS.faint, type: 'dashed', width: 1, opacity: 0.6 },
    label: { position: 'insideEndTop', color: COLOURS.faint },
    data: REFERENCES_MS.map((ms) => ({
      yAxis: ms,
      label: { show: ms === USUAL_TOKEN_MS && !isNarrow, formatter: 'a usual access token' },
    })),
  },
});

interface Place {
  readonly position: 'top' | 'bottom';
  readonly distance: number;
}

const placeOf = (point: FrontierPoint, points: readonly FrontierPoint[], size: Size): Place => {
  // Above: the interval goes to both sides.
  if (!isLow(point)) return { position: 'top', distance: 6 };
  // From the line of `at once`, which a point may lie above.
  const above = decadeHeight() * Math.log10(Math.max(AT_ONCE_MS, point.medianMs) / AT_ONCE_MS);
  return { position: 'bottom', distance: 8 + LINE_HEIGHT * rowOf(point, points, size) + above };
};

/** The first line below the points on which a name meets no other. */
const rowOf = (point: FrontierPoint, points: readonly FrontierPoint[], size: Size): number => {
  const ends: number[] = [];
  for (const { target, cpuUs } of points.filter(isLow).toSorted((one, other) => one.cpuUs.value - other.cpuUs.value)) {
    const middle = (cpuUs.value / highestUs(points)) * (SIZES[size].width - MARGINS);
    const reach = labelWidth([nameText({ target, cpuUs }, size)]) / 2;
    const free = ends.findIndex((end) => end < middle - reach);
    const row = free === -1 ? ends.length : free;
    if (target === point.target) return row;
    ends[row] = middle + reach;
  }
  return 0;
};

const MARGINS = 126;

const nameText = ({ target, cpuUs }: Pick<FrontierPoint, 'target' | 'cpuUs'>, size: Size): string =>
  size === 'narrow' ? target : `${target}  ${figure(cpuUs.value)} us`;

const STEP_US = 50;

const highestUs = (points: readonly FrontierPoint[]): number =>
  Math.ceil((Math.max(...points.map(({ cpuUs }) => cpuUs.high)) * 1.12) / STEP_US) * STEP_US;

/** So low that the names of its neighbours are near. */
const isLow = ({ longestMs, lifetimeMs }: FrontierPoint): boolean => lifetimeMs === undefined && longestMs < 100;

const decadeHeight = (): number => (HEIGHT.wide - 92) / Math.log10(HOUR_MS / FLOOR_MS);

const seriesOf = (point: FrontierPoint, place: Place, size: Size): SeriesOption[] => {
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
      formatter: nameText(point, size),
    },
  };
  return [
    cross(point, at, { color, opacity }),
    dot,
    ...(point.lifetimeMs === undefined ? [] : [lifetime(point, point.lifetimeMs)]),
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
const lifetime = ({ target, cpuUs }: FrontierPoint, lifetimeMs: number): SeriesOption => {
  const color = colourOf(target);
  return {
    type: 'scatter',
    data: [
      {
        value: [cpuUs.value, lifetimeMs / 2],
        label: { show: true, position: 'right', distance: 8, color, formatter: 'by the law of expiry' },
      },
      [cpuUs.value, lifetimeMs],
    ],
    symbol: 'emptyCircle',
    symbolSize: 10,
    itemStyle: { color },
  };
};
