// `bench merge`: puts stored runs of one machine into one, with one report.
import { Command } from 'commander';
import { reanalyseRun } from '../experiment/reanalyse-run.ts';
import { htmlReport } from '../report/html-report.ts';
import { markdownReport } from '../report/markdown-report.ts';
import { reportModel } from '../report/report-model.ts';
import { terminalReport } from '../report/terminal-report.ts';
import { mergeObstacles, mergeRuns } from '../merge/merge-runs.ts';
import { readRun, type StoredRun } from '../result/read-run.ts';
import { insistOnWritable, writeRun } from '../result/results-folder.ts';
import { firstOf } from './first-of.ts';
import { parseWords } from './parse-words.ts';
import type { BenchStreams } from './run-bench.ts';
import { UsageError } from './usage-error.ts';

const DESCRIPTION =
  'Puts stored runs into one, with one report and one verdict: a long run can be measured in pieces. All must be of one machine, ' +
  'and each experiment must be in one of them alone. Nothing is measured; the runs stay as they are. Their records are analysed again, so ' +
  'that all figures come from one version of the analysis.';

/**
 * @param words after `merge`
 * @throws {UsageError} also when they are no pieces of one run, {StoredRunError} when one cannot be read, {ResultsError}
 */
export const runMerge = async (words: readonly string[], { stdout }: BenchStreams): Promise<void> => {
  const command = buildCommand();
  const asked = parseWords(command, words);
  if (asked !== undefined) {
    stdout.write(asked.help);
    return;
  }
  const { out } = command.opts<{ out: string }>();
  const runs: StoredRun[] = [];
  for (const folder of command.args) runs.push(await readRun(folder));
  const obstacles = mergeObstacles(runs.map(({ summary }) => summary));
  if (obstacles.length > 0) throw new UsageError(`these are no pieces of one run: ${obstacles.join('; ')}`);
  await insistOnWritable(out);
  const whole = mergeRuns(runs);
  const { summary, differences } = reanalyseRun(whole);
  const { records } = whole;
  const reports = { 'report.md': markdownReport(summary), 'report.html': htmlReport(summary) };
  const folder = await writeRun(out, { summary, records, reports });
  stdout.write(terminalReport(reportModel(summary), folder));
  stdout.write(differencesText(differences));
};

const differencesText = (differences: readonly string[]): string => {
  if (differences.length === 0) return '';
  const count = `Analysed again, ${differences.length} figures are not those of the pieces; the whole has the new ones:`;
  return [count, ...firstOf(differences), ''].join('\n');
};

const buildCommand = (): Command =>
  new Command('bench merge')
    .description(DESCRIPTION)
    .argument('<folders...>', 'of two runs or more, such as results/2026-01-01T00-00-00.000Z')
    .option('--out <folder>', 'where the whole goes, in a folder of its own', 'results/merged')
    .helpOption('--help', 'shows this');
