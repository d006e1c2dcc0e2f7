// The report as Markdown, with the rules by which it was made.
import type { Summary } from '../result/summary.ts';
import { reportModel, type ReportTable } from './report-model.ts';

export const markdownReport = (summary: Summary): string => {
  const { answer, tables, trust } = reportModel(summary);
  return [
    '# Server sessions and JWTs, measured',
    '',
    ...answer.flatMap((line) => [line, '']),
    ...tables.flatMap((table) => [`## ${table.title}`, '', table.note, '', ...tableLines(table), '']),
    '## Can it be trusted?',
    '',
    ...trust.map((line) => `- ${line}`),
    ...rulesOf(summary),
    '',
    '## How it was made',
    '',
    `- \`${summary.command}\`, profile \`${summary.profile}\`, ${summary.startedAt}, ${Math.round(summary.durationSeconds)} s`,
    ...environmentLines(summary),
    '- Every block and every trial is in `raw.ndjson`, every figure in `summary.json`.',
    '',
  ].join('\n');
};

const tableLines = ({ head, rows }: ReportTable): string[] => [
  lineOf(head),
  lineOf(head.map(() => '---')),
  ...rows.map(lineOf),
];

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rulesOf = ({ experiments: { cost } }: Summary): string[] =>
  cost === undefined ? [] : ['', 'A block counts when:', '', ...cost.rules.map((rule) => `- ${rule}`)];

const environmentLines = ({ environment: { git, kernel, governor, packages } }: Summary): string[] => [
  ...(git === undefined ? [] : [`- commit ${git.commit}${git.dirty ? ', with changes that are not committed' : ''}`]),
  `- kernel ${kernel}${governor === undefined ? '' : `, governor ${governor}`}`,
  `- ${Object.entries(packages)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}`,
];
