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
/** Seven columns of this width still fit a wide terminal. */
const CELL_WIDTH = 13;
/** A line and two blanks. */
const CELL_FRAME = 3;

/** Without colours, so that it can be piped into a file. */
export const terminalTable = ({ title, note, head, rows }: TitledTable): string => {
  const width = Math.max(CELL_WIDTH, Math.floor(WIDTH / head.length) - CELL_FRAME);
  const narrow = (cells: readonly string[]): string[] => cells.map((cell) => wrapText(cell, width));
  const table = new CliTable({ head: narrow(head), style: { head: [], border: [] } });
  table.push(...rows.map(narrow));
  return `${title}\n${wrapText(note)}\n${table.toString()}\n`;
};

/** Breaks lines between words. */
export const wrapText = (text: string, width = WIDTH): string => {
  const lines = text.split(' ').reduce<string[]>((done, word) => {
    const line = done.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) return [...done, ...pieces(word, width)];
    return [...done.slice(0, -1), `${line} ${word}`];
  }, []);
  return lines.join('\n');
};

/** A name that is wider than its column is broken where its parts meet. */
const pieces = (word: string, width: number): string[] =>
  word.split(/(?<=[/@-])/u).reduce<string[]>((done, part) => {
    const piece = done.at(-1);
    if (piece === undefined || piece.length + part.length > width) return [...done, part];
    return [...done.slice(0, -1), piece + part];
  }, []);
