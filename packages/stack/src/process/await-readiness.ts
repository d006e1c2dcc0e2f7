// Waits until a freshly started child is ready, and no longer than it lives or is given.
import { setTimeout as delay } from 'node:timers/promises';
import { abortOf } from './abort-of.ts';
import type { ChildExit, GuardedChild } from './guarded-child.ts';

export interface Readiness<Answer> {
  /** Resolves when the child is ready; is told by the signal when nobody waits any more. */
  readonly ready: (signal: AbortSignal) => Promise<Answer>;
  readonly timeoutMs: number;
  /** Aborted when the caller gave up. */
  readonly signal?: AbortSignal | undefined;
}

/** @throws {Error} whose message says what came first: an exit, the end of the time, or the caller's abort */
export const awaitReadiness = async <Answer>(
  child: GuardedChild,
  { ready, timeoutMs, signal }: Readiness<Answer>,
): Promise<Answer> => {
  const waiting = new AbortController();
  const tooLate = async (): Promise<never> => {
    await delay(timeoutMs, undefined, { signal: waiting.signal });
    throw new Error(`was not ready within ${timeoutMs} ms`);
  };
  const ended = async (): Promise<never> => {
    throw new Error(`ended before it was ready (${describeExit(await child.exited)})`);
  };
  try {
    return await Promise.race([ready(waiting.signal), ended(), tooLate(), abortOf(signal, waiting.signal)]);
  } finally {
    waiting.abort();
  }
};

const describeExit = ({ code, signal }: ChildExit): string =>
  signal === null ? `exit code ${code}` : `signal ${signal}`;
