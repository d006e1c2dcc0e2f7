// Runs a command's work inside a stack, and ends both in order when the command is interrupted.
import { setTimeout as delay } from 'node:timers/promises';
import { Interruption } from './interruption.ts';
import { openStack, type Stack } from './stack.ts';

/** How long interrupted work may take to wind down before its stack is closed under it. */
const WIND_DOWN_MS = 3000;

/**
 * Opens a stack, runs `work` and closes the stack, whatever happens. On SIGINT, SIGTERM, SIGHUP, or when the launcher
 * (`npx`, `pnpm`) is killed, `signal` aborts, the work may wind down for 3 s, the stack closes, and the process exits
 * with 128 + the number of the signal. A second signal exits at once; then the keeper cleans up.
 *
 * @returns what `work` returns
 * @throws what `work` throws
 */
export const runWithStack = async <T>(work: (stack: Stack, signal: AbortSignal) => Promise<T>): Promise<T> => {
  using interruption = new Interruption();
  const { signal } = interruption;
  try {
    return await inStack(work, signal);
  } finally {
    if (interruption.exitCode !== undefined) process.exit(interruption.exitCode);
  }
};

const inStack = async <T>(work: (stack: Stack, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> => {
  await using stack = await openStack();
  return await Promise.race([work(stack, signal), windDown(signal)]);
};

/** Never settles unless the work is interrupted. */
const windDown = async (signal: AbortSignal): Promise<never> =>
  await new Promise((_resolve, reject) => {
    const giveUp = async () => reject(await delay(WIND_DOWN_MS, signal.reason));
    signal.addEventListener('abort', () => void giveUp(), { once: true });
  });
