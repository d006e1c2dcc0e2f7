// Which strategy still accepts a credential after which event, and for how long: a cell for each pair.
import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { REVOKING_EVENTS } from '../../result/revocation-record.ts';
import type { RevocationRow } from '../../result/summary.ts';
import { duration } from '../figure.ts';
import { COLOURS, labelWidth, SIZES } from './draw-chart.ts';

const CELL_HEIGHT = 52;
const TOP = 44;
const GAP = 3;

export const lagGridHeight = (rows: readonly RevocationRow[]): number => TOP + CELL_HEIGHT * targetsOf(rows).length + 8;

export const lagGridChart = (rows: readonly RevocationRow[]): EChartsOption => {
  const targets = targetsOf(rows);
  const events = REVOKING_EVENTS.filter((event) => rows.some((row) => row.event === event));
  const left = labelWidth(targets) + 14;
  const plain = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  return {
    grid: { left, right: 4, top: TOP, bottom: 4, width: SIZES.wide.width - left - 8 },
    xAxis: {
      type: 'category',
      position: 'top',
      data: events.map((event) => event.replace('-', '\n')),
      ...plain,
      axisLabel: { color: COLOURS.ink, interval: 0 },
    },
    yAxis: { type: 'category', inverse: true, data: [...targets], ...plain, axisLabel: { color: COLOURS.ink } },
    series: rows.map((row) => cellOf(row, events.indexOf(row.event), targets.indexOf(row.target))),
  };
};

const targetsOf = (rows: readonly RevocationRow[]): string[] => [...new Set(rows.map(({ target }) => target))];

const cellOf = (row: RevocationRow, column: number, line: number): CustomSeriesOption => {
  const accepted = row.staleTrials > 0;
  return {
    type: 'custom',
    data: [[column, line]],
    renderItem: (_params, api) => {
      const [x = 0, y = 0] = api.coord([column, line]);
      const [width = 0, height = 0] = (api.size?.([1, 1]) ?? []) as number[];
      const box = { x: x - width / 2 + GAP, y: y - height / 2 + GAP, width: width - 2 * GAP, height: height - 2 * GAP };
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape: { ...box, r: 4 },
            style: { fill: accepted ? 'var(--part-3)' : 'var(--series-3)', opacity: accepted ? 0.32 : 0.2 },
          },
          {
            type: 'text',
            style: {
              text: `${row.staleTrials} of ${row.trials}\n${longest(row)}`,
              x,
              y,
              align: 'center',
              verticalAlign: 'middle',
              fill: COLOURS.ink,
              fontSize: 12,
              lineHeight: 17,
            },
          },
        ],
      };
    },
  };
};

const longest = ({ staleTrials, neverRefused, lagMs }: RevocationRow): string => {
  if (neverRefused > 0) return 'not ended';
  return staleTrials === 0 ? 'never' : duration(lagMs.max);
};
