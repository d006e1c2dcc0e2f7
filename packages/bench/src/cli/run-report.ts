// `bench report`: analyses a stored run again and redraws its report.
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readBrowserResult } from '@authlab/browser';
import { Command } from 'commander';
import { reanalyseRun } from '../experiment/reanalyse-run.ts';
import { htmlReport } from '../report/html-report.ts';
import { markdownReport } from '../report/markdown-report.ts';
import { readRun } from '../result/read-run.ts';
import { rewriteReports } from '../result/rewrite-reports.ts';
import { withBrowser } from '../result/with-browser.ts';
import { firstOf } from './first-of.ts';
import { parseWords } from './parse-words.ts';
import type { BenchStreams } from './run-bench.ts';

const DESCRIPTION =
  'Analyses the raw.ndjson of a stored run again, says whether that agrees with its summary.json, and redraws ' +
  'report.html and report.md. Nothing is measured; summary.json and raw.ndjson stay as they are.';

/**
 * @param words after `report`
 * @throws {UsageError}, {StoredRunError} when the run cannot be read, {ResultsError} when nothing can be written
 */
export const runReport = async (words: readonly string[], { stdout }: BenchStreams): Promise<void> => {
  const command = buildCommand();
  const asked = parseWords(command, words);
  if (asked !== undefined) {
    stdout.write(asked.help);
    return;
  }
  const [folder = ''] = command.args;
  const { out = folder } = command.opts<{ out?: string }>();
  const run = await readRun(folder);
  const { summary: analysed, differences } = reanalyseRun(run);
  const found = { ...analysed, reasons: [...analysed.reasons, ...warningOf(differences)] };
  // The facts may have been observed after the run: they lie beside it, and `latest` is a link.
  const summary = withBrowser(found, await readBrowserResult(dirname(await realpath(folder))));
  const reports = { 'report.md': markdownReport(summary), 'report.html': htmlReport(summary) };
  await rewriteReports(out, reports);
  const files = Object.keys(reports).map((file) => join(out, file));
  stdout.write([...findings(run.records.length, differences), `Redrawn: ${files.join(', ')}`, ''].join('\n'));
};

const warningOf = ({ length }: readonly string[]): string[] =>
  length === 0 ? [] : [`analysed again, ${length} figures are not those of summary.json`];

const findings = (records: number, differences: readonly string[]): string[] => {
  const analysed = `Cost, revocation, theft, outage and replicas, analysed again from ${records} records,`;
  if (differences.length === 0) return [`${analysed} agree with summary.json in every figure.`];
  const count = `${differences.length} figures; the report shows the new ones:`;
  return [`${analysed} differ from summary.json in ${count}`, ...firstOf(differences)];
};

const buildCommand = (): Command =>
  new Command('bench report')
    .description(DESCRIPTION)
    .argument('<folder>', 'of one run, such as results/latest')
    .allowExcessArguments(false)
    .option('--out <folder>', 'where the redrawn reports go (default: the folder of the run)')
    .helpOption('--help', 'shows this');
