// The report on a terminal, which shows no pictures.
import type { ReportModel } from './report-model.ts';
import { terminalTable, wrapText } from './terminal-table.ts';

/** Ends with a newline; without colours, so that it can be piped into a file. */
export const terminalReport = ({ answer, sections, trust }: ReportModel, folder: string): string =>
  [
    '',
    ...sections.flatMap(({ title, note, table, isLong }) =>
      table === undefined || isLong === true ? [] : [terminalTable({ title, note, ...table })],
    ),
    ...trust.map((line) => wrapText(line)),
    '',
    ...answer.map((line) => wrapText(line)),
    '',
    `Everything is in ${folder}`,
    '',
  ].join('\n');
