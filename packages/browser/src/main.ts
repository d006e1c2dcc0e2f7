// `pnpm browser`: observes what the browser of this machine does, and writes results/browser.json; exit code 1 when something is not as expected.
import { parseArgs } from 'node:util';
import { runWithStack } from '@authlab/stack';
import { factsText } from './facts-text.ts';
import { observeFacts } from './observe-facts.ts';
import { isAsExpected } from './result/browser-result.ts';
import { writeBrowserResult } from './result/write-browser-result.ts';

const USAGE = `Usage: browser [--out <folder>]

Asks a real browser, against both APIs, what it does with cookies, SameSite, CORS, forged
forms and script, and writes what it saw to <folder>/browser.json (default: results).
`;
const EXPECTED_CODES: ReadonlySet<unknown> = new Set(['program_missing', 'chromium_start_failed']);

const wordsOf = (words: readonly string[]): { readonly out: string; readonly help: boolean } => {
  const { values } = parseArgs({
    args: words.filter((word) => word !== '--'),
    options: { out: { type: 'string', default: 'results' }, help: { type: 'boolean', default: false } },
  });
  return values;
};

const main = async (): Promise<void> => {
  const { out, help } = wordsOf(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const result = await runWithStack(async (stack) => await observeFacts(stack, new Date()));
  const path = await writeBrowserResult(out, result);
  process.stdout.write(`${factsText(result)}Written: ${path}\n`);
  if (!result.facts.every(isAsExpected)) process.exitCode = 1;
};

try {
  await main();
} catch (error) {
  process.stderr.write(`browser: ${textOf(error)}\n`);
  process.exitCode = String(codeOf(error)).startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}

/** Expected failures are worded for people; of the others the stack is worth more. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForPeople = EXPECTED_CODES.has(codeOf(error)) || String(codeOf(error)).startsWith('ERR_PARSE_ARGS');
  return isForPeople ? error.message : (error.stack ?? error.message);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
