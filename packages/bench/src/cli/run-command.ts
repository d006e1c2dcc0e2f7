// Which command of the lab was asked for; without a name it is the run itself.
import type { BenchStreams } from './run-bench.ts';

type Command = (words: readonly string[], streams: BenchStreams) => Promise<void>;

/** Loaded when they are asked for: what measures is large, and who compares two runs does not wait for it. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['compare', async () => (await import('./run-compare.ts')).runCompare],
  ['merge', async () => (await import('./run-merge.ts')).runMerge],
  ['plan', async () => (await import('./run-plan.ts')).runPlan],
  ['report', async () => (await import('./run-report.ts')).runReport],
]);
const loadBench = async (): Promise<Command> => (await import('./run-bench.ts')).runBench;

/** @param words of the command line, without interpreter and script */
export const runCommand: Command = async (words, streams) => {
  const [name = '', ...rest] = words[0] === '--' ? words.slice(1) : words;
  const load = COMMANDS.get(name);
  await (load === undefined ? (await loadBench())(words, streams) : (await load())(rest, streams));
};
