// Sends one request at a fixed rate and writes down what became of each, whether or not the last was answered.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadPool } from '../../load/load-pool.ts';
import { type PreparedRequest, sendRequest } from '../../load/send-request.ts';
import type { Probe } from '../revocation/check-history.ts';

export interface SteadyOptions {
  readonly pool: LoadPool;
  readonly ratePerSec: number;
  /** Before the first request, so that it does not keep step with anything else. */
  readonly phaseMs: number;
  /** Asked each time: a thief who refreshes has another credential. */
  readonly request: () => PreparedRequest;
}

const TIMEOUT_MS = 2000;

export class SteadyProber {
  readonly probes: Probe[] = [];
  readonly #options: SteadyOptions;

  constructor(options: SteadyOptions) {
    this.#options = options;
  }

  /** Until the signal aborts; resolves when the last answer has come. */
  async run(signal: AbortSignal): Promise<void> {
    const { ratePerSec, phaseMs } = this.#options;
    await rest(phaseMs, signal);
    const startMs = performance.now();
    const open: Promise<void>[] = [];
    while (!signal.aborted) {
      open.push(this.#probe());
      const nextMs = startMs + (open.length * 1000) / ratePerSec;
      await rest(nextMs - performance.now(), signal);
    }
    await Promise.all(open);
  }

  /** True once a request was accepted. */
  get accepted(): boolean {
    return this.probes.some(({ status }) => status === 200);
  }

  /** True when the newest requests are refused, and have been for this long. */
  refusedFor(durationMs: number): boolean {
    const lastAcceptMs = Math.max(...this.#startsOf(200));
    const refusedSinceMs = Math.min(...this.#startsOf(401).filter((startMs) => startMs > lastAcceptMs));
    return performance.now() - refusedSinceMs >= durationMs;
  }

  #startsOf(status: number): number[] {
    return this.probes.filter((probe) => probe.status === status).map(({ startMs }) => startMs);
  }

  #probe(): Promise<void> {
    const { pool, request } = this.#options;
    const startMs = performance.now();
    return new Promise((resolve) => {
      const end = (answer: Pick<Probe, 'status'>): void => {
        this.probes.push({ startMs, endMs: performance.now(), ...answer });
        resolve();
      };
      const onEnd = (status: number): void => end({ status });
      sendRequest(pool, { request: request(), timeoutMs: TIMEOUT_MS, onEnd, onFailure: () => end({}) });
    });
  }
}

/** Sleeps, or wakes early when the probing ends. */
const rest = async (durationMs: number, signal: AbortSignal): Promise<void> => {
  await sleep(Math.max(0, durationMs), undefined, { signal }).catch(() => undefined);
};
