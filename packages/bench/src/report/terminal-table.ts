// Tables and paragraphs on a terminal.
import CliTable from 'cli-table3';
import type { ReportTable } from './section.ts';

/** A table that stands by itself. */
export interface TitledTable extends ReportTable {
  readonly title: string;
  /** How to read it. */
  readonly note: string;
}

const WIDTH = 100;
/** Seven columns of this width still fit a wide terminal; words are never cut. */
const CELL_WIDTH = 13;

/** Without colours, so that it can be piped into a file. */
export const terminalTable = ({ title, note, head, rows }: TitledTable): string => {
  const narrow = (cells: readonly string[]): string[] => cells.map((cell) => wrapText(cell, CELL_WIDTH));
  const table = new CliTable({ head: narrow(head), style: { head: [], border: [] } });
  table.push(...rows.map(narrow));
  return `${title}\n${wrapText(note)}\n${table.toString()}\n`;
};

/** Breaks lines between words. */
export const wrapText = (text: string, width = WIDTH): string => {
  const lines = text.split(' ').reduce<string[]>((done, word) => {
    const line = done.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) return [...done, word];
    return [...done.slice(0, -1), `${line} ${word}`];
  }, []);
  return lines.join('\n');
};
