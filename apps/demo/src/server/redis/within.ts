// Waits for an answer, but not for ever: a Redis that hangs gives none.
import { setTimeout as delay } from 'node:timers/promises';

/** @returns undefined when it failed, or took longer */
export const within = async <T>(limitMs: number, work: Promise<T>): Promise<T | undefined> => {
  const timer = new AbortController();
  const answered = work.catch(() => undefined);
  const late = delay(limitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([answered, late]);
  } finally {
    timer.abort();
  }
};
