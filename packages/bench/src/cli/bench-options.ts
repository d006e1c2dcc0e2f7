// Reads the command line of the lab.
import { Command, Option } from 'commander';
import { DEFAULT_EXPERIMENTS, type ExperimentName, EXPERIMENTS } from '../experiment/experiment-name.ts';
import { PROFILE_NAMES, type ProfileName } from '../profile/profile-name.ts';
import { type HelpRequest, parseWords } from './parse-words.ts';
import { UsageError } from './usage-error.ts';
import { CHOICES, type TargetName } from '../target/target-name.ts';

/** What one run is asked to do. */
export interface BenchOptions {
  readonly profile: ProfileName;
  readonly experiments: readonly ExperimentName[];
  readonly targets: readonly TargetName[];
  /** How much further away Redis stands in the cost experiment. */
  readonly redisDelayMs: number;
  readonly seed: number;
  /** The folder that gets `<timestamp>/` and `latest`. */
  readonly outFolder: string;
  readonly json: boolean;
}

const DEFAULT_TARGETS = ['session/redis', 'jwt/stateless'] as const satisfies readonly TargetName[];
const MAX_SEED = 2 ** 31 - 1;

/**
 * @param words without the interpreter and the script
 * @param randomSeed used when no seed is given
 * @throws {UsageError} naming the faulty word and what is allowed
 */
export const readBenchOptions = (words: readonly string[], randomSeed: number): BenchOptions | HelpRequest => {
  const command = buildCommand(randomSeed);
  return parseWords(command, words) ?? toOptions(command.opts<ParsedFlags>());
};

interface ParsedFlags {
  readonly profile: ProfileName;
  readonly experiment?: readonly ExperimentName[];
  readonly targets: readonly TargetName[];
  readonly redisDelayMs: number;
  readonly seed: number;
  readonly out: string;
  readonly json: boolean;
}

const toOptions = (flags: ParsedFlags): BenchOptions => ({
  profile: flags.profile,
  experiments: EXPERIMENTS.filter((name) => (flags.experiment ?? DEFAULT_EXPERIMENTS).includes(name)),
  targets: flags.targets,
  redisDelayMs: flags.redisDelayMs,
  seed: flags.seed,
  outFolder: flags.out,
  json: flags.json,
});

const OTHER_COMMANDS = `
Other commands (each has a --help of its own):
  bench report FOLDER   analyses a stored run again and redraws its report
  bench compare A B     what changed between two stored runs
  bench merge A B ...   one report of stored runs that measured different things
  bench plan            how many cores and how much Redis a site needs, by strategy
`;

const buildCommand = (randomSeed: number): Command =>
  new Command('bench')
    .description('Measures what server sessions and JWTs cost, and how long a revoked credential lives on.')
    .allowExcessArguments(false)
    .addOption(
      new Option('--profile <name>', 'how much to measure')
        .default('quick')
        .argParser((word) => oneOf(word, PROFILE_NAMES, '--profile')),
    )
    .addOption(
      new Option(
        '--experiment <names>',
        `which experiments, comma separated, of ${EXPERIMENTS.join(', ')} (default: ${DEFAULT_EXPERIMENTS.join(',')})`,
      ).argParser((word: string, earlier?: readonly ExperimentName[]) => [
        ...(earlier ?? []),
        ...listOf(word, EXPERIMENTS, '--experiment'),
      ]),
    )
    .addOption(
      new Option('--targets <names>', `what to measure, comma separated, of ${CHOICES.join(', ')}`)
        .default(DEFAULT_TARGETS, DEFAULT_TARGETS.join(','))
        .argParser((word: string) => [...new Set(listOf(word, CHOICES, '--targets'))]),
    )
    .addOption(
      new Option('--seed <number>', 'repeats a plan')
        .default(randomSeed, 'random')
        .argParser((word) => parseSeed(word)),
    )
    .addOption(
      new Option('--redis-delay-ms <number>', 'how much later Redis answers in the cost experiment, such as 0.5 or 2')
        .default(0)
        .argParser((word) => parseDelay(word)),
    )
    .option('--out <folder>', 'where results go', 'results')
    .option('--json', 'the summary as JSON on stdout, and nothing else there', false)
    .helpOption('--help', 'shows this')
    .addHelpText('after', OTHER_COMMANDS);

const listOf = <Word extends string>(text: string, allowed: readonly Word[], flag: string): Word[] =>
  text.split(',').map((word) => oneOf(word.trim(), allowed, flag));

const oneOf = <Word extends string>(text: string, allowed: readonly Word[], flag: string): Word => {
  const word = allowed.find((candidate) => candidate === text);
  if (word === undefined) throw new UsageError(`${flag}: "${text}" is unknown; allowed are ${allowed.join(', ')}`);
  return word;
};

const MAX_DELAY_MS = 50;

const parseDelay = (word: string): number => {
  const delayMs = Number(word);
  if (!/^\d+(?:\.\d+)?$/u.test(word) || delayMs > MAX_DELAY_MS) {
    throw new UsageError(`--redis-delay-ms: "${word}" is no delay; allowed are numbers from 0 to ${MAX_DELAY_MS}`);
  }
  return delayMs;
};

const parseSeed = (word: string): number => {
  const seed = Number(word);
  if (!/^\d+$/u.test(word) || seed > MAX_SEED) {
    throw new UsageError(`--seed: "${word}" is no seed; allowed are whole numbers from 0 to ${MAX_SEED}`);
  }
  return seed;
};
