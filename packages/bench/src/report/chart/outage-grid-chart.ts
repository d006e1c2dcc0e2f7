// What each fault does to each strategy: a cell for each pair, told apart by colour, frame and figures.
import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { breaksBound } from '../../result/judge-outage.ts';
import { OUTAGE_FAULTS, type OutageFault } from '../../result/outage-record.ts';
import type { OutageRow } from '../../result/outage-result.ts';
import { duration } from '../figure.ts';
import { FAULT_TEXTS } from '../section/fault-text.ts';
import { failuresOf } from '../section/outage-text.ts';
import { COLOURS, SIZES, type Size } from './draw-chart.ts';

const CELL_HEIGHT = 46;
const TOP = 40;
const GAP = 2;
const LEFT = { wide: 132, narrow: 84 } as const;
const FONT = { wide: 12, narrow: 10 } as const;

export const outageGridHeight = (rows: readonly OutageRow[]): number => TOP + CELL_HEIGHT * faultsOf(rows).length + 8;

export const outageGridChart = (rows: readonly OutageRow[], size: Size): EChartsOption => {
  const targets = targetsOf(rows);
  const faults = faultsOf(rows);
  const plain = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  const label = { color: COLOURS.ink, fontSize: FONT[size] };
  return {
    grid: { left: LEFT[size], right: 4, top: TOP, bottom: 4, width: SIZES[size].width - LEFT[size] - 6 },
    xAxis: {
      type: 'category',
      position: 'top',
      data: targets.map((target) => target.replace('/', '/\n')),
      ...plain,
      axisLabel: { ...label, interval: 0 },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: faults.map((fault) => nameOf(fault, size)),
      ...plain,
      axisLabel: { ...label, interval: 0 },
    },
    series: rows.map((row) => cellOf(row, { x: targets.indexOf(row.target), y: faults.indexOf(row.fault) }, size)),
  };
};

const targetsOf = (rows: readonly OutageRow[]): string[] => [...new Set(rows.map(({ target }) => target))];

const faultsOf = (rows: readonly OutageRow[]) =>
  OUTAGE_FAULTS.filter((fault) => rows.some((row) => row.fault === fault));

/** In two lines where there is little room. */
const nameOf = (fault: OutageFault, size: Size): string => {
  const { short: name } = FAULT_TEXTS[fault];
  return size === 'narrow' ? name.replace(/ (?=\S+$)/u, '\n') : name;
};

interface Look {
  readonly fill: string;
  readonly opacity: number;
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly lineDash?: readonly number[];
}

/** The worst decides. */
const lookOf = (row: OutageRow): Look => {
  if (breaksBound(row) || row.victims.alive > 0)
    return { fill: 'var(--part-3)', opacity: 0.34, stroke: 'var(--part-3)', lineWidth: 3 };
  if (row.logins.lost > 0)
    return { fill: 'var(--series-4)', opacity: 0.22, stroke: 'var(--series-4)', lineWidth: 2, lineDash: [5, 3] };
  return failuresOf(row) === '' ? { fill: 'var(--series-3)', opacity: 0.16 } : { fill: 'var(--part-2)', opacity: 0.24 };
};

const cellOf = (row: OutageRow, at: { readonly x: number; readonly y: number }, size: Size): CustomSeriesOption => ({
  type: 'custom',
  data: [[at.x, at.y]],
  renderItem: (_params, api) => {
    const [x = 0, y = 0] = api.coord([at.x, at.y]);
    const [width = 0, height = 0] = (api.size?.([1, 1]) ?? []) as number[];
    const box = { x: x - width / 2 + GAP, y: y - height / 2 + GAP, width: width - 2 * GAP, height: height - 2 * GAP };
    const { fill, opacity, lineDash, ...frame } = lookOf(row);
    const text = { x, y, align: 'center', verticalAlign: 'middle', fill: COLOURS.ink, lineHeight: 16 } as const;
    return {
      type: 'group',
      children: [
        { type: 'rect', shape: { ...box, r: 3 }, style: { fill, opacity } },
        {
          type: 'rect',
          shape: { ...box, r: 3 },
          style: { fill: 'none', ...frame, ...(lineDash === undefined ? {} : { lineDash: [...lineDash] }) },
        },
        { type: 'text', style: { ...text, text: linesOf(row, size), fontSize: FONT[size] } },
      ],
    };
  },
});

const linesOf = (row: OutageRow, size: Size): string => {
  const { acked, staleAccepts, lastStaleMs = 0, alive } = row.victims;
  const stale = staleAccepts === 0 ? '0' : `${alive > 0 ? '>' : ''}${short(lastStaleMs)}`;
  if (size === 'narrow') return `${serviceOf(row, size)}\n${acked === 0 ? '-' : stale}`;
  return `${serviceOf(row, size)}\n${acked === 0 ? 'no logout' : `revoked: ${stale}`}`;
};

/** A 401 for a user who never logged out is no service either. */
const serviceOf = (row: OutageRow, size: Size): string => {
  const failures = failuresOf(row);
  const failing = short(row.failingMs.max);
  if (failures !== '') return size === 'narrow' ? failing : `${failures}: ${failing}`;
  if (row.during.refused + row.after.refused > 0) return size === 'narrow' ? '401' : 'logged out: 401';
  return size === 'narrow' ? 'served' : 'all served';
};

const short = (ms: number): string => (ms < 1000 ? duration(ms) : `${(ms / 1000).toFixed(1)} s`);
