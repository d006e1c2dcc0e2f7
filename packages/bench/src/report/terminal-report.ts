// The report on a terminal.
import CliTable from 'cli-table3';
import type { ReportModel, ReportTable } from './report-model.ts';

const WIDTH = 100;

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
  const table = new CliTable({ head: [...head], style: { head: [], border: [], compact: true }, wordWrap: true });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${wrap(note)}\n${table.toString()}\n`;
};

const wrap = (text: string): string => {
  const lines = text.split(' ').reduce<string[]>((done, word) => {
    const line = done.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) return [...done, word];
    return [...done.slice(0, -1), `${line} ${word}`];
  }, []);
  return lines.join('\n');
};
