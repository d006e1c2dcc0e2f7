// The command line of the lab: exit code 0 after a run, 1 when it failed, 2 when it was asked for something that there is not.
import { runCommand } from './cli/run-command.ts';

/** Asked for something that there is not. */
const USAGE_CODES: ReadonlySet<unknown> = new Set(['usage', 'results_not_read', 'browser_result_not_read']);
const EXPECTED_CODES: ReadonlySet<unknown> = new Set([
  ...USAGE_CODES,
  'target_failed',
  'results_not_written',
  'program_missing',
  'redis_start_failed',
  'balancer_start_failed',
  'stack_closed',
]);

try {
  await runCommand(process.argv.slice(2), process);
} catch (error) {
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001B[2K' : ''}bench: ${textOf(error)}\n`);
  process.exitCode = USAGE_CODES.has(codeOf(error)) ? 2 : 1;
}

/** Expected failures are worded for people; of the others the stack is worth more. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return EXPECTED_CODES.has(codeOf(error)) ? error.message : (error.stack ?? error.message);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}
