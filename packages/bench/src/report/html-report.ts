// The report as one HTML file: drawn, readable without script or network, in light and dark, on paper and on a phone.
import type { EChartsOption } from 'echarts';
import type { Summary } from '../result/summary.ts';
import { costChart } from './chart/cost-chart.ts';
import { drawChart, type Size } from './chart/draw-chart.ts';
import { frontierChart } from './chart/frontier-chart.ts';
import { lagChart, lagChartHeight } from './chart/lag-chart.ts';
import { rateChart } from './chart/rate-chart.ts';
import { howItWasMade, rulesOf } from './provenance.ts';
import { reportModel, type ReportTable } from './report-model.ts';
import { STYLE } from './style.ts';

interface Picture {
  readonly title: string;
  /** What is to be seen. */
  readonly caption: string;
  readonly chart: (summary: Summary, size: Size) => EChartsOption | undefined;
  readonly height?: (summary: Summary, size: Size) => number;
}

const PICTURES: readonly Picture[] = [
  {
    title: 'Cost against staleness',
    caption:
      'Further left is cheaper, further down is safer. The bar is the 95 % interval of the cost; the height is the longest ' +
      'time in all trials for which a credential was still accepted after the answer to its logout.',
    chart: frontierChart,
  },
  {
    title: 'Where the CPU goes',
    caption: 'Authentication is what GET /me costs more than the same answer without any authentication.',
    chart: costChart,
  },
  {
    title: 'Cost against load',
    caption:
      'An idle process pays more for each request: a figure without its rate means nothing. Bars: 95 % intervals.',
    chart: rateChart,
  },
  {
    title: 'How long a revoked credential lives on',
    caption: 'Dot: median of the trials; end of the bar: the longest. On the slowest of the replicas.',
    chart: lagChart,
    height: lagChartHeight,
  },
];

export const htmlReport = (summary: Summary): string => {
  const { answer, tables, trust } = reportModel(summary);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Server sessions and JWTs, measured</title><style>${STYLE}</style></head><body>`,
    '<header><h1>Server sessions and JWTs, measured</h1>',
    `<p class="verdict ${summary.verdict.toLowerCase()}">${text(trust[0] ?? '')}</p></header><main>`,
    `<section>${answer.map((line) => `<p class="answer">${text(line)}</p>`).join('')}</section>`,
    ...PICTURES.map((picture) => section(picture, summary)),
    ...tables.map(tableOf),
    '<section><h2>Can it be trusted?</h2>',
    list(trust),
    ...(rulesOf(summary).length > 0 ? ['<p>A block counts when:</p>', list(rulesOf(summary))] : []),
    '</section><section><h2>How it was made</h2>',
    list(howItWasMade(summary)),
    '</section></main></body></html>',
    '',
  ].join('\n');
};

const section = ({ title, caption, chart, height }: Picture, summary: Summary): string => {
  const drawn = (['wide', 'narrow'] as const).flatMap((size) => {
    const option = chart(summary, size);
    return option === undefined
      ? []
      : [
          `<div class="${size}" role="img" aria-label="${text(title)}">${drawChart(option, size, height?.(summary, size))}</div>`,
        ];
  });
  if (drawn.length === 0) return '';
  return `<section><figure><h2>${text(title)}</h2>${drawn.join('')}<figcaption>${text(caption)}</figcaption></figure></section>`;
};

const tableOf = ({ title, note, head, rows }: ReportTable): string =>
  `<section><h2>${text(title)}</h2><p>${text(note)}</p><div class="scroll"><table><thead>${row(head, 'th')}</thead>` +
  `<tbody>${rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div></section>`;

const row = (cells: readonly string[], tag: 'td' | 'th'): string =>
  `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;

const list = (lines: readonly string[]): string => `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The command line and the machine's name stand in a report: neither may become markup. */
const text = (value: string): string => value.replaceAll(/[&<>"]/gu, (sign) => ENTITIES[sign] ?? sign);
