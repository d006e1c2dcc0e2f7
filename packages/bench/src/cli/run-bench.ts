// The whole command: read the words, measure inside a stack, write the results, print the answer.
import { readBrowserResult } from '@authlab/browser';
import { runWithStack } from '@authlab/stack';
import { PROFILES } from '../profile/profile.ts';
import { htmlReport } from '../report/html-report.ts';
import { markdownReport } from '../report/markdown-report.ts';
import { reportModel } from '../report/report-model.ts';
import { terminalReport } from '../report/terminal-report.ts';
import { insistOnWritable, writeRun } from '../result/results-folder.ts';
import { withBrowser } from '../result/with-browser.ts';
import { type BenchOptions, readBenchOptions } from './bench-options.ts';
import { measureRun } from './measure-run.ts';
import { Progress, type ProgressStream } from './progress.ts';

export interface BenchStreams {
  readonly stdout: Pick<ProgressStream, 'write'>;
  readonly stderr: ProgressStream;
}

const MAX_RANDOM_SEED = 1_000_000;

/**
 * @param words of the command line, without interpreter and script
 * @throws {UsageError} before anything is started; {TargetError}, {ResultsError} after everything is stopped
 */
export const runBench = async (words: readonly string[], streams: BenchStreams): Promise<void> => {
  const options = readBenchOptions(words, Math.floor(Math.random() * MAX_RANDOM_SEED));
  if ('help' in options) {
    streams.stdout.write(options.help);
    return;
  }
  await insistOnWritable(options.outFolder);
  const browser = await readBrowserResult(options.outFolder);
  const progress = new Progress(streams.stderr, stagesOf(options));
  const output = await runWithStack(async (stack, signal) => {
    signal.addEventListener('abort', () => {
      progress.clear();
      streams.stderr.write('Interrupted: stopping everything that was started; no results are written.\n');
    });
    const command = ['pnpm bench', ...words].join(' ');
    const { summary: measured, records } = await measureRun(options, { stack, signal, progress, command });
    signal.throwIfAborted();
    const summary = withBrowser(measured, browser);
    const reports = { 'report.md': markdownReport(summary), 'report.html': htmlReport(summary) };
    const folder = await writeRun(options.outFolder, { summary, records, reports });
    progress.clear();
    return options.json ? `${JSON.stringify(summary, undefined, 2)}\n` : terminalReport(reportModel(summary), folder);
  });
  streams.stdout.write(output);
};

const stagesOf = ({ profile, experiments }: BenchOptions) =>
  experiments.map((name) => ({ name, expectedSeconds: PROFILES[profile][name].expectedSeconds }));
