// `bench compare`: what changed between two stored runs.
import { Command } from 'commander';
import { agreementLines, comparisonTables } from '../compare/comparison-tables.ts';
import { compareRuns, type RunComparison } from '../compare/compare-runs.ts';
import { terminalTable, wrapText } from '../report/terminal-table.ts';
import { readRun } from '../result/read-run.ts';
import type { Summary } from '../result/summary.ts';
import { parseWords } from './parse-words.ts';
import type { BenchStreams } from './run-bench.ts';
import { UsageError } from './usage-error.ts';

const DESCRIPTION =
  'Compares two stored runs, such as one before and one after a change: better, worse, same or not resolved for each strategy, ' +
  'rate and figure, and whether both come to the same verdicts. Both must be of one machine.';

/**
 * @param words after `compare`
 * @throws {UsageError} also when the machines differ, {StoredRunError} when a run cannot be read
 */
export const runCompare = async (words: readonly string[], { stdout }: BenchStreams): Promise<void> => {
  const command = buildCommand();
  const asked = parseWords(command, words);
  if (asked !== undefined) {
    stdout.write(asked.help);
    return;
  }
  const [folderA = '', folderB = ''] = command.args;
  const { force, json } = command.opts<{ force: boolean; json: boolean }>();
  const [a, b] = [await readRun(folderA), await readRun(folderB)];
  const comparison = compareRuns(a, b);
  if (comparison.machine.length > 0 && !force) {
    const found = comparison.machine.join('; ');
    throw new UsageError(`these runs are of different machines (${found}); compare runs of one, or use --force`);
  }
  const sides = { a: sideOf(folderA, a.summary), b: sideOf(folderB, b.summary) };
  stdout.write(json ? `${JSON.stringify({ ...sides, ...comparison }, undefined, 2)}\n` : text(sides, comparison));
};

interface Side {
  readonly folder: string;
  readonly profile: string;
  readonly startedAt: string;
  readonly verdict: string;
}

const sideOf = (folder: string, { profile, startedAt, verdict }: Summary): Side => ({
  folder,
  profile,
  startedAt,
  verdict,
});

const text = (sides: { readonly a: Side; readonly b: Side }, comparison: RunComparison): string =>
  [
    '',
    `A: ${sideLine(sides.a)}`,
    `B: ${sideLine(sides.b)}`,
    ...comparison.machine.map((line) => `Different machines, compared by force: ${line}`),
    ...comparison.conditions.map((line) => wrapText(`Not the same: ${line}`)),
    '',
    ...comparisonTables(comparison).map(terminalTable),
    ...(comparison.cost.length + comparison.revocation.length === 0
      ? ['No strategy, rate or event has figures in both runs.']
      : []),
    ...agreementLines(comparison.verdicts),
    '',
  ].join('\n');

const sideLine = ({ folder, profile, startedAt, verdict }: Side): string =>
  `${folder}, profile ${profile}, ${startedAt}, ${verdict}`;

const buildCommand = (): Command =>
  new Command('bench compare')
    .description(DESCRIPTION)
    .argument('<A>', 'folder of the first run, such as results/2026-01-01T00-00-00.000Z')
    .argument('<B>', 'folder of the second run')
    .allowExcessArguments(false)
    .option('--force', 'compares runs of different machines all the same', false)
    .option('--json', 'the comparison as JSON on stdout, and nothing else there', false)
    .helpOption('--help', 'shows this');
