// Which command of the lab was asked for; without a name it is the run itself.
import { type BenchStreams, runBench } from './run-bench.ts';
import { runCompare } from './run-compare.ts';
import { runMerge } from './run-merge.ts';
import { runPlan } from './run-plan.ts';
import { runReport } from './run-report.ts';

type Command = (words: readonly string[], streams: BenchStreams) => Promise<void>;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['compare', runCompare],
  ['merge', runMerge],
  ['plan', runPlan],
  ['report', runReport],
]);

/** @param words of the command line, without interpreter and script */
export const runCommand: Command = async (words, streams) => {
  const [name = '', ...rest] = words[0] === '--' ? words.slice(1) : words;
  const command = COMMANDS.get(name);
  await (command === undefined ? runBench(words, streams) : command(rest, streams));
};
