// The report as Markdown, with the rules by which it was made.
import type { Summary } from '../result/summary.ts';
import { howItWasMade, rulesOf } from './provenance.ts';
import { reportModel } from './report-model.ts';
import type { ReportTable } from './section.ts';

export const markdownReport = (summary: Summary): string => {
  const { answer, sections, trust } = reportModel(summary);
  const rules = rulesOf(summary);
  return [
    '# Server sessions and JWTs, measured',
    '',
    ...answer.flatMap((line) => [line, '']),
    ...sections.flatMap(({ title, note, table }) =>
      table === undefined ? [] : [`## ${title}`, '', note, '', ...tableLines(table), ''],
    ),
    '## Can it be trusted?',
    '',
    ...trust.map((line) => `- ${line}`),
    ...rules.flatMap((rule, index) => [...(index === 0 ? ['', 'A block counts when:', ''] : []), `- ${rule}`]),
    '',
    '## How it was made',
    '',
    ...howItWasMade(summary).map((line) => `- ${line}`),
    '',
  ].join('\n');
};

const tableLines = ({ head, rows }: ReportTable): string[] => [
  lineOf(head),
  lineOf(head.map(() => '---')),
  ...rows.map(lineOf),
];

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
