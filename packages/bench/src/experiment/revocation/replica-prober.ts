// Presents one credential to one replica, again and again, and writes down what became of each request.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import type { LoadPool } from '../../load/load-pool.ts';
import { sendRequest } from '../../load/send-request.ts';
import type { Probe } from './check-history.ts';

export interface ProberOptions {
  readonly pool: LoadPool;
  /** Of the victim. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long a closed loop waits before its next request, in ms; asked each time. */
  readonly pauseMs: (nowMs: number) => number;
  /** Moments of the open loop on the clock of `performance.now()`, rising. */
  readonly openMs: readonly number[];
}

/** Two closed loops find the moment of death closely; an open one is not slowed down by a slow server. */
const CLOSED_LOOPS = 2;
const TIMEOUT_MS = 2000;

export class ReplicaProber {
  readonly probes: Probe[] = [];
  readonly #options: ProberOptions;

  constructor(options: ProberOptions) {
    this.#options = options;
  }

  /** Probes until the signal aborts; resolves when the last answer has come. */
  async run(signal: AbortSignal): Promise<void> {
    const closed = Array.from({ length: CLOSED_LOOPS }, () => this.#closedLoop(signal));
    await Promise.all([...closed, this.#openLoop(signal)]);
  }

  /** True once a request was accepted. */
  get accepted(): boolean {
    return this.probes.some((probe) => probe.status === 200);
  }

  /** True when the newest requests are refused, and have been for this long. */
  refusedFor(durationMs: number): boolean {
    const lastAcceptMs = Math.max(...this.#startsOf(200));
    const refusedSinceMs = Math.min(...this.#startsOf(401).filter((startMs) => startMs > lastAcceptMs));
    return performance.now() - refusedSinceMs >= durationMs;
  }

  #startsOf(status: number): number[] {
    return this.probes.filter((probe) => probe.status === status).map((probe) => probe.startMs);
  }

  async #closedLoop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#probe();
      const pauseMs = this.#options.pauseMs(performance.now());
      if (pauseMs > 0) await rest(pauseMs, signal);
    }
  }

  async #openLoop(signal: AbortSignal): Promise<void> {
    const open: Promise<void>[] = [];
    for (const atMs of this.#options.openMs) {
      await rest(Math.max(0, atMs - performance.now()), signal);
      if (signal.aborted) break;
      open.push(this.#probe());
    }
    await Promise.all(open);
  }

  #probe(): Promise<void> {
    const { pool, headers } = this.#options;
    const request = { method: 'GET', path: ROUTES.me.path, headers, expect: 200 } as const;
    const startMs = performance.now();
    return new Promise((resolve) => {
      const onEnd = (status: number): void => {
        this.probes.push({ startMs, endMs: performance.now(), status });
        resolve();
      };
      const onFailure = (): void => {
        this.probes.push({ startMs, endMs: performance.now() });
        resolve();
      };
      sendRequest(pool, { request, timeoutMs: TIMEOUT_MS, onEnd, onFailure });
    });
  }
}

/** Sleeps, or wakes early when the probing ends. */
const rest = async (durationMs: number, signal: AbortSignal): Promise<void> => {
  await sleep(durationMs, undefined, { signal }).catch(() => undefined);
};
