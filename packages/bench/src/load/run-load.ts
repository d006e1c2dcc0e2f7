// The open-loop engine: sends each request of a schedule at its moment, however slow the earlier answers are.
import { performance } from 'node:perf_hooks';
import type { Schedule } from '../scenario/duet-schedule.ts';
import type { LoadPool } from './load-pool.ts';
import { type PreparedRequest, sendRequest } from './send-request.ts';
import { type EncodedTimes, type VariantOutcome, VariantRecord } from './variant-record.ts';

/** One server under load, and its request for an entry of its mix and a user. */
export interface LoadVariant {
  readonly pool: LoadPool;
  readonly request: (entry: number, user: number) => PreparedRequest;
}

export interface LoadOptions {
  readonly schedule: Schedule;
  /** As many as the schedule has. */
  readonly variants: readonly LoadVariant[];
  /** A request without an answer after this long is given up, and counted. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** `timers` (default) leaves the core to others between requests; `spin` keeps it, and is late by microseconds only. */
  readonly pacing?: 'timers' | 'spin';
}

/** The outcome per variant, and how busy the generator's own event loop was (0 to 1). */
export interface LoadOutcome {
  readonly variants: readonly VariantOutcome[];
  readonly ownUtilization: number;
  readonly durationMs: number;
  /** Costs CPU, and so is made only where it is wanted. */
  readonly times: () => readonly EncodedTimes[];
}

/** Timers cannot go finer; how late each request really was is in the record. */
const STEP_MS = 1;
const LEAD_MS = 2;

/**
 * Resolves once every request has been answered or given up, which is at most `timeoutMs` and a moment after the last.
 *
 * @throws the signal's reason, once it is aborted
 * @throws {TypeError} when variants and schedule do not fit
 */
export const runLoad = async (options: LoadOptions): Promise<LoadOutcome> => {
  if (options.variants.length !== options.schedule.variants) throw new TypeError('one variant per scenario is needed');
  options.signal.throwIfAborted();
  const before = performance.eventLoopUtilization();
  const startMs = performance.now() + LEAD_MS;
  const records = options.variants.map((_, index) => new VariantRecord(offered(options.schedule, index)));
  await sendAll({ ...options, records, startMs });
  return {
    variants: records.map((record) => record.outcome()),
    ownUtilization: performance.eventLoopUtilization(before).utilization,
    durationMs: performance.now() - startMs,
    times: () => records.map((record) => record.times()),
  };
};

const offered = ({ variant }: Schedule, index: number): number =>
  variant.reduce((count, other) => count + (other === index ? 1 : 0), 0);

interface Run extends LoadOptions {
  readonly records: readonly VariantRecord[];
  readonly startMs: number;
}

const sendAll = ({ schedule, signal, ...run }: Run): Promise<void> =>
  new Promise((resolve, reject) => {
    let next = 0;
    let open = 0;
    const spins = run.pacing === 'spin';
    const abort = (): void => reject(signal.reason as Error);
    const settled = (): void => {
      open -= 1;
      if (open > 0 || next < schedule.length || signal.aborted) return;
      signal.removeEventListener('abort', abort);
      resolve();
    };
    const step = (): void => {
      if (signal.aborted) return;
      const elapsedMs = performance.now() - run.startMs;
      while (next < schedule.length && (schedule.atMs[next] as number) <= elapsedMs) {
        open += 1;
        sendOne({ ...run, schedule, signal }, next, settled);
        next += 1;
      }
      // Asleep, it would also read the last answers late.
      if (next < schedule.length || (spins && open > 0)) again(step, spins);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (schedule.length === 0) resolve();
    else again(step, spins);
  });

/** Between two immediates the event loop polls its sockets once, without waiting. */
const again = (step: () => void, spins: boolean): void => {
  if (spins) setImmediate(step);
  else setTimeout(step, STEP_MS);
};

const sendOne = (run: Run, arrival: number, settled: () => void): void => {
  const index = run.schedule.variant[arrival] as number;
  const variant = run.variants[index] as LoadVariant;
  const record = run.records[index] as VariantRecord;
  const request = variant.request(run.schedule.entry[arrival] as number, run.schedule.user[arrival] as number);
  const intendedMs = run.startMs + (run.schedule.atMs[arrival] as number);
  const sentMs = performance.now();
  const onEnd = (status: number): void => {
    const endMs = performance.now();
    record.complete({ status, expected: request.expect, latencyMs: endMs - intendedMs, serviceMs: endMs - sentMs });
    settled();
  };
  const onFailure = (code: string): void => {
    record.fail(code);
    settled();
  };
  sendRequest(variant.pool, { request, timeoutMs: run.timeoutMs, onEnd, onFailure });
  record.send(sentMs - intendedMs);
};
