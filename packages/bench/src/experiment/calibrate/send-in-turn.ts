// The wrong way: one request after the other, each measured from when it was sent.
import type { LoadPool } from '../../load/load-pool.ts';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import { quantile } from '../../stats/quantile.ts';

export interface InTurnOptions {
  readonly request: PreparedRequest;
  readonly seconds: number;
  readonly timeoutMs: number;
}

/** A client that waits for each answer sends nothing while the server stops: it hides what it should show (coordinated omission). */
export const sendInTurn = async (
  pool: LoadPool,
  { request, seconds, timeoutMs }: InTurnOptions,
): Promise<{ readonly p99Ms: number }> => {
  const endMs = performance.now() + seconds * 1000;
  const tookMs: number[] = [];
  while (performance.now() < endMs) {
    const startMs = performance.now();
    await new Promise<void>((resolve) => {
      const done = (): void => resolve();
      sendRequest(pool, { request, timeoutMs, onEnd: done, onFailure: done });
    });
    tookMs.push(performance.now() - startMs);
  }
  return { p99Ms: quantile(tookMs, 0.99) };
};
