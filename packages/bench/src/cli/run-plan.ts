// `bench plan`: what a site needs, from the unit costs of a stored run.
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { planAnswer, planTables } from '../plan/plan-tables.ts';
import { terminalTable, wrapText } from '../report/terminal-table.ts';
import { readSummary } from '../result/read-run.ts';
import type { Summary } from '../result/summary.ts';
import { isStrategy } from '../target/target-name.ts';
import { type PlanOptions, readPlanOptions } from './plan-options.ts';
import type { BenchStreams } from './run-bench.ts';
import { UsageError } from './usage-error.ts';

/**
 * @param words after `plan`
 * @throws {UsageError} also when the run holds no unit costs, {StoredRunError} when it cannot be read
 */
export const runPlan = async (words: readonly string[], { stdout }: BenchStreams): Promise<void> => {
  const options = readPlanOptions(words);
  if ('help' in options) {
    stdout.write(options.help);
    return;
  }
  const summary = await readSummary(options.folder);
  insistOnUnitCosts(summary, options);
  const plan = makePlan(summary, options.site);
  stdout.write(options.json ? `${JSON.stringify(plan, undefined, 2)}\n` : text(plan, options.folder));
};

const insistOnUnitCosts = ({ cost }: Summary, { folder, site: { ratePerSec } }: PlanOptions): void => {
  const rates = [...new Set(cost.filter(({ target }) => isStrategy(target)).map((row) => row.ratePerSec))];
  if (rates.length === 0)
    throw new UsageError(
      `${folder} holds no cost of a strategy; measure it with \`pnpm bench --experiment cost,revocation\``,
    );
  if (ratePerSec !== undefined && !rates.includes(ratePerSec) && rates.length < 2)
    throw new UsageError(`--rate: ${folder} has costs at ${rates.join(', ')} requests/s alone, which is no curve`);
};

const text = (plan: Plan, folder: string): string =>
  [
    '',
    ...planTables(plan).map(terminalTable),
    // A command has to be copied whole.
    ...plan.notes.map((note) => (note.includes('`') ? `- ${note}` : wrapText(`- ${note}`))),
    '',
    ...planAnswer(plan).map((line) => wrapText(line)),
    '',
    `From the unit costs in ${folder}`,
    '',
  ].join('\n');
