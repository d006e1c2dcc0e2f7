// How large a request becomes with its claims, and where that ends a scheme.
import type { EChartsOption } from 'echarts';
import { MAX_COOKIE_BYTES } from '@authlab/contract';
import type { Footprint, WireRow } from '../../result/footprint-result.ts';
import { axis, COLOURS, seriesColour, seriesDash, type Size } from './draw-chart.ts';
import { type Legend, legendOf } from './legend.ts';

/** What node takes of headers in one request. */
const MAX_HEADER_BYTES = 16 * 1024;
const LEAST_BYTES = 100;
const MOST_BYTES = 50_000;

const linesOf = ({ wire }: Footprint): (readonly WireRow[])[] =>
  [...Map.groupBy(wire, ({ target }) => target).values()].filter((rows) => rows.length > 1);

const PLOT_HEIGHT = 280;
const GAP = 24;
const BOTTOM = 48;

const legendFor = (footprint: Footprint, size: Size): Legend =>
  legendOf(
    linesOf(footprint).flatMap(([first]) => first?.target ?? []),
    size,
  );

export const wireChartHeight = (footprint: Footprint, size: Size): number =>
  legendFor(footprint, size).height + GAP + PLOT_HEIGHT + BOTTOM;

/** Targets that were measured with several sizes of claims; the others are in the table. */
export const wireChart = (footprint: Footprint, size: Size): EChartsOption => {
  const isNarrow = size === 'narrow';
  const lines = linesOf(footprint);
  const legend = legendFor(footprint, size);
  return {
    grid: { left: 70, right: 30, top: legend.height + GAP, bottom: BOTTOM },
    legend: legend.option,
    xAxis: { type: 'value', min: 0, ...axis('bytes of claims'), nameGap: 28, splitNumber: isNarrow ? 2 : 5 },
    yAxis: { type: 'log', min: LEAST_BYTES, max: MOST_BYTES, ...axis('bytes of a request'), nameGap: 52 },
    series: [
      ...lines.map((rows, at) => lineOf(rows, at)),
      limitLine(MAX_COOKIE_BYTES, 'largest cookie: 4096', 'insideEndTop'),
      limitLine(MAX_HEADER_BYTES, 'largest headers: 16 KiB', 'insideStartTop'),
    ],
  };
};

/** A diamond is what was sent, and does not work any more. */
const lineOf = (rows: readonly WireRow[], at: number) => ({
  ...(rows[0] === undefined ? {} : { name: rows[0].target }),
  type: 'line' as const,
  data: rows.flatMap(({ claimsBytes, bytesInPerRequest, outcome }) =>
    bytesInPerRequest === undefined
      ? []
      : [
          {
            value: [claimsBytes, bytesInPerRequest],
            symbol: outcome === 'works' ? 'circle' : 'diamond',
            symbolSize: outcome === 'works' ? 8 : 14,
          },
        ],
  ),
  itemStyle: { color: seriesColour(at) },
  lineStyle: { color: seriesColour(at), width: 2, type: seriesDash(at) },
});

/** @param position of the text: where no line is drawn */
const limitLine = (bytes: number, text: string, position: 'insideStartTop' | 'insideEndTop') => ({
  type: 'line' as const,
  data: [],
  markLine: {
    silent: true,
    symbol: 'none',
    data: [{ yAxis: bytes }],
    lineStyle: { color: COLOURS.faint, type: 'dashed' as const },
    label: { formatter: text, position, color: COLOURS.faint },
  },
});
