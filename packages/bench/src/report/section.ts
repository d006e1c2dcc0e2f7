// A part of the report: pictures, and under them the table with the same figures.
import type { EChartsOption } from 'echarts';
import type { Size } from './chart/draw-chart.ts';

export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportPicture {
  /** For those who cannot see it. */
  readonly label: string;
  /** What is to be seen: the finding, then how to read it. */
  readonly caption: string;
  /** One drawing for each width. */
  readonly draw: (size: Size) => Drawing;
}

export interface Drawing {
  readonly option: EChartsOption;
  /** Where the usual one does not fit. */
  readonly height?: number;
}

export interface ReportSection {
  readonly title: string;
  /** How to read it. */
  readonly note: string;
  readonly pictures: readonly ReportPicture[];
  /** A picture may share the table of another section. */
  readonly table?: ReportTable;
  /** A table that would bury the others on a terminal: there it is left out. */
  readonly isLong?: true;
}
