// The report as one HTML file: drawn, readable without script or network, in light and dark, on paper and on a phone.
import type { Summary } from '../result/summary.ts';
import { drawChart } from './chart/draw-chart.ts';
import { howItWasMade, rulesOf } from './provenance.ts';
import { reportModel } from './report-model.ts';
import type { ReportPicture, ReportSection, ReportTable } from './section.ts';
import { STYLE } from './style.ts';

export const htmlReport = (summary: Summary): string => {
  const { answer, sections, trust } = reportModel(summary);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Server sessions and JWTs, measured</title><style>${STYLE}</style></head><body>`,
    '<header><h1>Server sessions and JWTs, measured</h1>',
    `<p class="verdict ${summary.verdict.toLowerCase()}">${text(trust[0] ?? '')}</p></header><main>`,
    `<section>${answer.map((line) => `<p class="answer">${text(line)}</p>`).join('')}</section>`,
    ...sections.map(sectionOf),
    '<section><h2>Can it be trusted?</h2>',
    list(trust),
    ...(rulesOf(summary).length > 0 ? ['<p>A block counts when:</p>', list(rulesOf(summary))] : []),
    '</section><section><h2>How it was made</h2>',
    list(howItWasMade(summary)),
    '</section></main></body></html>',
    '',
  ].join('\n');
};

const sectionOf = ({ title, note, pictures, table }: ReportSection): string =>
  `<section><h2>${text(title)}</h2><p>${text(note)}</p>${pictures.map(pictureOf).join('')}` +
  `${table === undefined ? '' : tableOf(table)}</section>`;

const pictureOf = ({ label, caption, draw }: ReportPicture): string => {
  const drawn = (['wide', 'narrow'] as const).map((size) => {
    const { option, height } = draw(size);
    return `<div class="${size}" role="img" aria-label="${text(label)}">${drawChart(option, size, height)}</div>`;
  });
  return `<figure>${drawn.join('')}<figcaption>${text(caption)}</figcaption></figure>`;
};

const tableOf = ({ head, rows }: ReportTable): string =>
  `<div class="scroll"><table><thead>${row(head, 'th')}</thead>` +
  `<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>`;

const row = (cells: readonly string[], tag: 'td' | 'th'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;

const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The command line and the machine's name stand in a report: neither may become markup. */
const text = (value: string): string => value.replaceAll(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign);
