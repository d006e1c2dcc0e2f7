// Proves that pushes from Redis still arrive: an answered ping means that everything sent before it has been received.

export interface HeartbeatOptions {
  readonly intervalMs: number;
  /** Without an answered ping for this long, what was pushed may have been missed. */
  readonly staleMs: number;
  /** Asks every link that pushes come over; rejects when one does not answer. */
  readonly ping: () => Promise<unknown>;
}

/** Who wants to know when every link answers. */
export interface LinkWatcher {
  linkProven(): void;
}

/** A link that was cut without a word (half-open) looks like one on which nothing happens; only asking tells them apart. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #watcher: LinkWatcher | undefined;
  /** When the last answered ping was sent: later pushes may be missing. */
  #provenAtMs = performance.now();

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    setInterval(() => void this.#beat(), options.intervalMs).unref();
  }

  /** From now on, `watcher` hears of every answered ping. */
  follow(watcher: LinkWatcher): void {
    this.#watcher = watcher;
  }

  /** Also true when this process itself stood still. */
  get isStale(): boolean {
    return performance.now() - this.#provenAtMs > this.#options.staleMs;
  }

  async #beat(): Promise<void> {
    const sentAtMs = performance.now();
    try {
      await this.#options.ping();
      // An answer that came late proves no more than what was sent before it.
      this.#provenAtMs = Math.max(this.#provenAtMs, sentAtMs);
    } catch {
      // The next beat asks again; until one is answered, time alone makes the link stale.
      return;
    }
    this.#watcher?.linkProven();
  }
}
