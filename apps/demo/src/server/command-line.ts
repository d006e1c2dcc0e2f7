// The options of `pnpm demo`.
import { Command, CommanderError, InvalidArgumentError } from 'commander';

export type Asked =
  | { readonly kind: 'run'; readonly port: number; readonly opensBrowser: boolean }
  | { readonly kind: 'help'; readonly text: string };

/** Asked for something that there is not. */
class UsageError extends Error {
  readonly code = 'usage';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** @param words without interpreter and script @throws {UsageError} */
export const readCommandLine = (words: readonly string[]): Asked => {
  let text = '';
  const command = buildCommand((part) => (text += part));
  try {
    // pnpm passes on the `--` that some write before the options.
    command.parse(words[0] === '--' ? words.slice(1) : words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: 'help', text };
    throw new UsageError(error.message.replace(/^error: /u, ''));
  }
  const { port, open } = command.opts<{ readonly port: number; readonly open: boolean }>();
  return { kind: 'run', port, opensBrowser: open };
};

const buildCommand = (write: (text: string) => void): Command =>
  new Command('demo')
    .description(
      'Starts both APIs, three replicas each, and the page that shows them side by side. Ctrl-C ends it all.',
    )
    .allowExcessArguments(false)
    .option('--port <number>', 'of the page (default: any free one)', parsePort, 0)
    .option('--no-open', 'prints the address and opens no browser')
    .helpOption('--help', 'shows this')
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined });

const MAX_PORT = 65_535;

const parsePort = (word: string): number => {
  const port = Number(word);
  if (/^\d{1,5}$/u.test(word) && port <= MAX_PORT) return port;
  throw new InvalidArgumentError(`It must be a number from 0 to ${MAX_PORT}.`);
};
