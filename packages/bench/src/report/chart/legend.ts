// The names over a chart, on as many lines as they need.
import type { LegendComponentOption } from 'echarts';
import { COLOURS, labelWidth, legendGap, type Size, SIZES } from './draw-chart.ts';

export interface Legend {
  readonly option: LegendComponentOption;
  /** From the upper edge of the chart to the lower edge of the last line. */
  readonly height: number;
}

const TOP = 4;
const SIGN_HEIGHT = 14;
const SIGN_WIDTH = 30;
/** Between several lines, and then between names too: a legend has one gap for both. */
const CLOSE_GAP = 24;

/** Side by side where there is room, one below the other on a phone. */
export const legendOf = (names: readonly string[], size: Size): Legend => {
  const lines = size === 'narrow' ? names.length : wideLines(names);
  const itemGap = size === 'wide' && lines > 1 ? CLOSE_GAP : legendGap(size);
  return {
    option: {
      top: TOP,
      left: 0,
      orient: size === 'narrow' ? 'vertical' : 'horizontal',
      itemGap,
      textStyle: { color: COLOURS.ink },
      data: [...names],
    },
    height: TOP + lines * SIGN_HEIGHT + Math.max(0, lines - 1) * itemGap,
  };
};

const wideLines = (names: readonly string[]): number => {
  const widths = names.map((name) => labelWidth([name]) + SIGN_WIDTH + CLOSE_GAP);
  return Math.max(1, Math.ceil(widths.reduce((sum, width) => sum + width, 0) / SIZES.wide.width));
};
