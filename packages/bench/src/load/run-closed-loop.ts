// The closed loop: each connection sends its next request when it has the answer. Good for the ceiling alone, because a
// slow server is asked less.
import { performance } from 'node:perf_hooks';
import type { LoadPool } from './load-pool.ts';
import { type PreparedRequest, sendRequest } from './send-request.ts';
import { type EncodedTimes, type VariantCounts, VariantRecord } from './variant-record.ts';

export interface ClosedLoopOptions {
  readonly pool: LoadPool;
  /** Sent in turn. */
  readonly requests: readonly PreparedRequest[];
  /** How many are under way at any moment. */
  readonly connections: number;
  readonly seconds: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface ClosedLoopOutcome {
  readonly counts: VariantCounts;
  /** Latency is service time here: nothing was intended to start before it did. */
  readonly times: EncodedTimes;
  readonly durationMs: number;
  readonly completedPerSec: number;
}

/** @throws the signal's reason, once it is aborted; {TypeError} without a request */
export const runClosedLoop = async (options: ClosedLoopOptions): Promise<ClosedLoopOutcome> => {
  options.signal.throwIfAborted();
  const record = new VariantRecord(0);
  const startMs = performance.now();
  const loop = { ...options, record, endMs: startMs + options.seconds * 1000 };
  await Promise.all(Array.from({ length: options.connections }, (_, lane) => runLane(loop, lane)));
  options.signal.throwIfAborted();
  const durationMs = performance.now() - startMs;
  const { lateness: _, latency: _latency, service: _service, ...counts } = record.outcome();
  return {
    counts: { ...counts, offered: counts.sent },
    times: record.times(),
    durationMs,
    completedPerSec: (counts.completed * 1000) / durationMs,
  };
};

interface Loop extends ClosedLoopOptions {
  readonly record: VariantRecord;
  readonly endMs: number;
}

const runLane = async (loop: Loop, lane: number): Promise<void> => {
  for (let turn = lane; performance.now() < loop.endMs && !loop.signal.aborted; turn += loop.connections) {
    const request = loop.requests[turn % loop.requests.length];
    if (request === undefined) throw new TypeError('a closed loop needs a request');
    await sendOne(loop, request);
  }
};

const sendOne = ({ pool, record, timeoutMs }: Loop, request: PreparedRequest): Promise<void> =>
  new Promise((resolve) => {
    const sentMs = performance.now();
    const onEnd = (status: number): void => {
      const tookMs = performance.now() - sentMs;
      record.complete({ status, expected: request.expect, latencyMs: tookMs, serviceMs: tookMs });
      resolve();
    };
    const onFailure = (code: string): void => {
      record.fail(code);
      resolve();
    };
    sendRequest(pool, { request, timeoutMs, onEnd, onFailure });
    record.send(0);
  });
