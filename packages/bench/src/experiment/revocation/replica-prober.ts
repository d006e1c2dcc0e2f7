// Presents one credential to one replica, again and again, and writes down what became of each request.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROUTES } from '@authlab/contract';
import type { LoadPool } from '../../load/load-pool.ts';
import { sendRequest } from '../../load/send-request.ts';
import { PROBE_LOOPS, type ProbeLoop, type ProbeTuple, RIGHT_ENDED } from '../../result/revocation-record.ts';
import { STAMP_HEADER, stampMs } from '../../target/stamp-header.ts';
import { isAccept, isRefusal, type Probe } from './check-history.ts';

/** A probe, which loop sent it, and when the server wrote its answer. */
export interface SentProbe extends Probe {
  readonly loop: ProbeLoop;
  readonly decidedMs?: number;
}

export interface ProberOptions {
  readonly pool: LoadPool;
  /** Of the victim. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long a closed loop waits before its next request, in ms; asked each time. */
  readonly pauseMs: (nowMs: number) => number;
  /** Moments of the open loop on the clock of `performance.now()`, rising. */
  readonly openMs: readonly number[];
  /** What an answer holds for as long as the revoked right does; default: every 200 grants it. */
  readonly grants?: string;
}

/** Two closed loops find the moment of death closely; an open one is not slowed down by a slow server. */
const CLOSED_LOOPS = 2;
const TIMEOUT_MS = 2000;

export class ReplicaProber {
  readonly probes: SentProbe[] = [];
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
    return this.probes.some(isAccept);
  }

  /** True when the newest requests are refused, and have been for this long. */
  refusedFor(durationMs: number): boolean {
    const lastAcceptMs = Math.max(...this.probes.filter(isAccept).map(({ startMs }) => startMs));
    const refusals = this.probes.filter((probe) => isRefusal(probe) && probe.startMs > lastAcceptMs);
    return performance.now() - Math.min(...refusals.map(({ startMs }) => startMs)) >= durationMs;
  }

  async #closedLoop(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#probe('closed');
      const pauseMs = this.#options.pauseMs(performance.now());
      if (pauseMs > 0) await rest(pauseMs, signal);
    }
  }

  async #openLoop(signal: AbortSignal): Promise<void> {
    const open: Promise<void>[] = [];
    for (const atMs of this.#options.openMs) {
      await rest(Math.max(0, atMs - performance.now()), signal);
      if (signal.aborted) break;
      open.push(this.#probe('open'));
    }
    await Promise.all(open);
  }

  #probe(loop: ProbeLoop): Promise<void> {
    const { pool, headers } = this.#options;
    const request = { method: 'GET', path: ROUTES.me.path, headers, expect: 200 } as const;
    const startMs = performance.now();
    const stamp: { decidedMs?: number } = {};
    const pieces: Buffer[] = [];
    return new Promise((resolve) => {
      const end = (answer: { readonly status?: number }): void => {
        this.probes.push({ startMs, endMs: performance.now(), loop, ...stamp, ...answer });
        resolve();
      };
      sendRequest(pool, {
        request,
        timeoutMs: TIMEOUT_MS,
        onHead: ({ [STAMP_HEADER]: nanoseconds }) => {
          if (typeof nanoseconds === 'string') stamp.decidedMs = stampMs(nanoseconds);
        },
        onData: (piece) => pieces.push(piece),
        onEnd: (status) => end({ status: this.#meaning(status, pieces) }),
        onFailure: () => end({}),
      });
    });
  }

  #meaning(status: number, pieces: readonly Buffer[]): number {
    const { grants } = this.#options;
    return status !== 200 || grants === undefined || Buffer.concat(pieces).includes(grants) ? status : RIGHT_ENDED;
  }
}

/** As it is written down, in ms after the ack. */
export const probeTuple = (probe: SentProbe, ackedMs: number): ProbeTuple => {
  const { startMs, endMs, status = 0, loop, decidedMs } = probe;
  const known = [round(startMs - ackedMs), round(endMs - ackedMs), status, PROBE_LOOPS.indexOf(loop)] as const;
  return decidedMs === undefined ? known : [...known, round(decidedMs - ackedMs)];
};

const MS_DIGITS = 3;

const round = (valueMs: number): number => Number(valueMs.toFixed(MS_DIGITS));

/** Sleeps, or wakes early when the probing ends. */
const rest = async (durationMs: number, signal: AbortSignal): Promise<void> => {
  await sleep(durationMs, undefined, { signal }).catch(() => undefined);
};
