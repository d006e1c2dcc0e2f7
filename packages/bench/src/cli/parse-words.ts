// Lets commander read the words of a command line, and turns its complaints into one line.
import { type Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.ts';

/** Help was asked for: `help` is all there is to do. */
export interface HelpRequest {
  readonly help: string;
}

/**
 * @returns the help when it was asked for; else `command` holds the options and arguments
 * @throws {UsageError} naming the faulty word
 */
export const parseWords = (command: Command, words: readonly string[]): HelpRequest | undefined => {
  let help = '';
  command.exitOverride().configureOutput({
    writeOut: (text) => (help += text),
    writeErr: () => undefined,
    outputError: () => undefined,
  });
  try {
    // `pnpm bench -- --json` hands the separator on.
    command.parse(words[0] === '--' ? words.slice(1) : [...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw new UsageError(`${error.message.replace(/^error: /u, '').replaceAll('\n', ' ')} (see --help)`);
  }
  return undefined;
};
