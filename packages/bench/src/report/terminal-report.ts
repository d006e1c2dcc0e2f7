// The report on a terminal.
import CliTable from 'cli-table3';
import type { ReportModel, ReportTable } from './report-model.ts';

const WIDTH = 100;
/** Seven columns of this width still fit a wide terminal; words are never cut. */
const CELL_WIDTH = 13;

/** Ends with a newline; without colours, so that it can be piped into a file. */
export const terminalReport = ({ answer, tables, trust }: ReportModel, folder: string): string =>
  [
    '',
    ...tables.map(tableText),
    ...trust.map((line) => wrap(line)),
    '',
    ...answer.map((line) => wrap(line)),
    '',
    `Everything is in ${folder}`,
    '',
  ].join('\n');

const tableText = ({ title, note, head, rows }: ReportTable): string => {
  const narrow = (cells: readonly string[]): string[] => cells.map((cell) => wrap(cell, CELL_WIDTH));
  const table = new CliTable({ head: narrow(head), style: { head: [], border: [] } });
  table.push(...rows.map(narrow));
  return `${title}\n${wrap(note)}\n${table.toString()}\n`;
};

const wrap = (text: string, width = WIDTH): string => {
  const lines = text.split(' ').reduce<string[]>((done, word) => {
    const line = done.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) return [...done, word];
    return [...done.slice(0, -1), `${line} ${word}`];
  }, []);
  return lines.join('\n');
};
