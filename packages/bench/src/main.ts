// The command line of the lab: exit code 0 after a run, 1 when it failed, 2 when it was asked for something that there is not.
import { runBench } from './cli/run-bench.ts';
import { UsageError } from './cli/usage-error.ts';

const EXPECTED_CODES: ReadonlySet<unknown> = new Set([
  'usage',
  'target_failed',
  'results_not_written',
  'redis_missing',
  'redis_start_failed',
  'stack_closed',
]);

try {
  await runBench(process.argv.slice(2), process);
} catch (error) {
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001B[2K' : ''}bench: ${textOf(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

/** Expected failures are worded for people; of the others the stack is worth more. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return EXPECTED_CODES.has(code) ? error.message : (error.stack ?? error.message);
}
