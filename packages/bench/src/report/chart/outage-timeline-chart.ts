// What users were answered while Redis failed: for each strategy a panel with a bar for each moment, and the dots of
// revoked credentials above it.
import type { EChartsOption, SeriesOption } from 'echarts';
import type { OutageAnswers, OutageRow } from '../../result/outage-result.ts';
import { axis, COLOURS, type Size, SIZES } from './draw-chart.ts';

const PANEL_HEIGHT = 74;
const TOP = 40;
const BOTTOM = 46;
const PANEL_GAP = 26;
const LEFT = 34;
const RIGHT = 14;

const KINDS = [
  { kind: 'accepted', name: 'accepted', color: COLOURS.parts[0] },
  { kind: 'unavailable', name: '503', color: COLOURS.parts[1] },
  { kind: 'refused', name: '401', color: COLOURS.parts[2] },
  { kind: 'unanswered', name: 'no answer', color: COLOURS.ink },
] as const satisfies readonly { readonly kind: keyof OutageAnswers; readonly name: string; readonly color: string }[];

export const outageTimelineHeight = (rows: readonly OutageRow[]): number =>
  TOP + BOTTOM + rows.length * (PANEL_HEIGHT + PANEL_GAP);

export const outageTimelineChart = (rows: readonly OutageRow[], size: Size): EChartsOption => {
  const span = spanOf(rows);
  return {
    legend: { top: 4, left: LEFT, data: KINDS.map(({ name }) => name), textStyle: { color: COLOURS.ink }, itemGap: 12 },
    title: rows.map(({ target }, place) => ({
      text: target,
      left: LEFT,
      top: topOf(place) - 21,
      textStyle: { color: COLOURS.ink, fontSize: 12, fontWeight: 'bold' as const },
    })),
    grid: rows.map((_, place) => ({ left: LEFT, right: RIGHT, top: topOf(place), height: PANEL_HEIGHT })),
    xAxis: rows.map((_, gridIndex) => ({
      type: 'value' as const,
      gridIndex,
      ...span,
      ...axis(gridIndex === rows.length - 1 ? 'seconds after the fault began' : ''),
      nameGap: 26,
      splitLine: { show: false },
      axisLine: { onZero: false, lineStyle: { color: COLOURS.faint } },
      axisLabel: {
        show: gridIndex === rows.length - 1,
        color: COLOURS.ink,
        showMinLabel: false,
        showMaxLabel: false,
      },
    })),
    yAxis: rows.map((_, gridIndex) => ({
      type: 'value' as const,
      gridIndex,
      min: 0,
      max: HEADROOM,
      ...axis(''),
      splitLine: { show: false },
      axisLabel: { show: false },
      axisTick: { show: false },
    })),
    series: rows.flatMap((row, place) => panel({ row, place, size, span })),
  };
};

/** Bars are shares, up to 1; above them is room for the dots. */
const HEADROOM = 1.35;

const topOf = (place: number): number => TOP + PANEL_GAP + place * (PANEL_HEIGHT + PANEL_GAP);

const sum = ({ accepted, refused, unavailable, other, unanswered }: OutageAnswers): number =>
  accepted + refused + unavailable + other + unanswered;

const spanOf = (rows: readonly OutageRow[]) => ({
  min: Math.min(...rows.map(({ timeline }) => timeline.fromMs)) / 1000,
  max: Math.max(...rows.map(({ timeline: { fromMs, binMs, bins } }) => fromMs + binMs * bins.length)) / 1000,
});

interface Panel {
  readonly row: OutageRow;
  readonly place: number;
  readonly size: Size;
  readonly span: { readonly min: number; readonly max: number };
}

const panel = ({ row: { timeline }, place, size, span }: Panel): SeriesOption[] => {
  const { fromMs, binMs, bins, endedMs } = timeline;
  const own = { xAxisIndex: place, yAxisIndex: place, silent: true };
  const binWidth = ((SIZES[size].width - LEFT - RIGHT) * binMs) / 1000 / (span.max - span.min);
  const bars = KINDS.map(({ kind, name, color }, index): SeriesOption => ({
    ...own,
    type: 'bar',
    name,
    stack: `answers ${place}`,
    barWidth: Math.max(1, binWidth - 0.6),
    itemStyle: { color },
    data: bins.map((bin, at) => [(fromMs + (at + 0.5) * binMs) / 1000, bin[kind] / Math.max(1, sum(bin))]),
    ...(index === 0 ? { markArea: shade(endedMs) } : {}),
  }));
  return [
    ...bars,
    {
      ...own,
      type: 'scatter',
      data: timeline.staleMs.map((ms) => at(ms, 1.12)),
      symbolSize: 5,
      itemStyle: { color: COLOURS.parts[2] },
    },
    {
      ...own,
      type: 'scatter',
      symbol: 'path://M0,0L10,0L5,8Z',
      data: timeline.ackedMs.map((ms) => at(ms, 1.26)),
      symbolSize: 8,
      itemStyle: { color: COLOURS.ink },
    },
  ];
};

/** @param height as a share of the highest bar */
const at = (ms: number, height: number): [number, number] => [ms / 1000, height];

const shade = (endedMs: number) => ({
  silent: true,
  itemStyle: { color: COLOURS.ink, opacity: 0.09 },
  data: [[{ xAxis: 0 }, { xAxis: endedMs / 1000 }]] as [{ xAxis: number }, { xAxis: number }][],
});
