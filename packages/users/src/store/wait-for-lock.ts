// Waits for SQLite's lock without blocking the process.
import { setTimeout as sleep } from 'node:timers/promises';
import { isSqliteBusy } from './store-failure.ts';

const RETRY_MS = 5;

/**
 * Repeats `work` until it no longer fails for a lock that another connection holds, or until `timeoutMs` are over.
 * SQLite's own busy timeout sleeps inside the call: nothing else would be served meanwhile, and a holder of the lock in
 * this very process could never let go of it.
 */
export const waitForLock = async <Result>(timeoutMs: number, work: () => Promise<Result> | Result): Promise<Result> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isSqliteBusy(error) || performance.now() >= deadline) throw error;
      await sleep(RETRY_MS);
    }
  }
};
