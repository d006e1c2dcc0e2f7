// Draws a chart as SVG text, without a browser.
import type { EChartsOption } from 'echarts';
import { init } from 'echarts/dist/echarts.esm.min';

/** Charts are drawn once for wide screens and once for phones: text that is scaled down cannot be read. */
export const SIZES = {
  wide: { width: 860, height: 380 },
  narrow: { width: 360, height: 340 },
} as const;
export type Size = keyof typeof SIZES;

/** Colours are variables of the page, so that one drawing serves light and dark. */
export const COLOURS = {
  ink: 'var(--ink)',
  paper: 'var(--paper)',
  faint: 'var(--faint)',
  line: 'var(--line)',
  session: 'var(--session)',
  jwt: 'var(--jwt)',
  recipe: 'var(--recipe)',
  parts: ['var(--part-1)', 'var(--part-2)', 'var(--part-3)'],
} as const;

/**
 * @param height where the usual one does not fit what is drawn
 * @returns an `<svg>` that scales with its box
 */
export const drawChart = (option: EChartsOption, size: Size, height: number = SIZES[size].height): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: SIZES[size].width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: COLOURS.ink }, ...option });
    return chart.renderToSVGString({ useViewBox: true }).replaceAll(FOR_SCRIPTS, '');
  } finally {
    // Else its timers keep the process alive.
    chart.dispose();
  }
};

/** What tells a script in the page which figure an element stands for: there is none, and it was half of a report. */
const FOR_SCRIPTS = / ecmeta_\w+="[^"]*"/gu;

/** By scheme; comparators and floors apart from both. */
export const colourOf = (target: string): string => {
  if (/^(?:recipe|floor)\//u.test(target)) return COLOURS.recipe;
  return target.startsWith('session/') ? COLOURS.session : COLOURS.jwt;
};

const SERIES = [
  'var(--series-1)',
  'var(--series-2)',
  'var(--series-3)',
  'var(--series-4)',
  'var(--series-5)',
  'var(--series-6)',
];

/** Where each target has a line of its own, also two of one scheme. */
export const seriesColour = (index: number): string => SERIES[index % SERIES.length] ?? COLOURS.ink;

/** Where there are more targets than colours. */
export const seriesDash = (index: number): 'solid' | 'dashed' => (index < SERIES.length ? 'solid' : 'dashed');

/** How wide a label may become: nobody knows the reader's font while drawing, so it is measured generously. */
export const labelWidth = (labels: readonly string[]): number =>
  LETTER_WIDTH * Math.max(...labels.flatMap((label) => label.split('\n')).map(({ length }) => length));

const LETTER_WIDTH = 7.6;

/** Side by side, names need room for a wider font than the one that they were measured in. */
export const legendGap = (size: Size): number => (size === 'wide' ? 60 : 10);

/** What every axis has in common. */
export const axis = (name: string) => ({
  name,
  nameLocation: 'middle' as const,
  nameTextStyle: { color: COLOURS.ink },
  axisLabel: { color: COLOURS.ink },
  axisLine: { lineStyle: { color: COLOURS.faint } },
  splitLine: { lineStyle: { color: COLOURS.line } },
});
