// The command line of the demo: exit code 1 when it failed, 2 when it was asked for something that there is not.
import { readSurroundings } from './config.ts';
import { runDemo } from './run-demo.ts';

const EXPECTED_CODES: ReadonlySet<unknown> = new Set([
  'usage',
  'production',
  'port_taken',
  'page_missing',
  'program_missing',
  'redis_start_failed',
  'stack_closed',
]);

try {
  await runDemo(process.argv.slice(2), readSurroundings(), process);
} catch (error) {
  process.stderr.write(`demo: ${textOf(error)}\n`);
  process.exitCode = codeOf(error) === 'usage' ? 2 : 1;
}

/** Expected failures are worded for people; of the others the stack is worth more. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return EXPECTED_CODES.has(codeOf(error)) ? error.message : (error.stack ?? error.message);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
