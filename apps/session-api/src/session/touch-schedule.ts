// Decides when a session's idle end is put off: once per session and window, at the start of it and, if it was used again, at its end.

interface Window {
  readonly endsAtMs: number;
  lastSeenMs: number;
  writtenMs: number;
}

export interface TouchScheduleOptions {
  /** 0: there are no windows, each use is written. */
  readonly windowMs: number;
  /** Puts the idle end off in the store, counted from `lastSeenMs`; never rejects. */
  readonly extend: (sessionId: string, lastSeenMs: number) => Promise<void>;
}

/**
 * A touch that is only throttled would end sessions up to a window too early: use inside the window is forgotten. So
 * the last use is written when the window closes.
 */
export class TouchSchedule {
  readonly #windowMs: number;
  readonly #extend: TouchScheduleOptions['extend'];
  /** In the order of their ends, because all windows are equally long. */
  readonly #windows = new Map<string, Window>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ windowMs, extend }: TouchScheduleOptions) {
    this.#windowMs = windowMs;
    this.#extend = extend;
  }

  /** A session was used now. */
  seen(sessionId: string, nowMs: number): void {
    const window = this.#windows.get(sessionId);
    if (window !== undefined) {
      window.lastSeenMs = nowMs;
      return;
    }
    void this.#extend(sessionId, nowMs);
    this.#open(sessionId, nowMs);
  }

  /** A session was written now, with its full idle time before it. */
  started(sessionId: string, nowMs: number): void {
    this.#open(sessionId, nowMs);
  }

  /** Forgets a session that has ended. */
  ended(sessionId: string): void {
    this.#windows.delete(sessionId);
  }

  /** Writes what is not yet written, as at the end of the process; resolves when it is. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await Promise.all([...this.#windows].map(([sessionId, window]) => this.#close(sessionId, window)));
  }

  #open(sessionId: string, nowMs: number): void {
    if (this.#windowMs === 0) return;
    this.#windows.set(sessionId, { endsAtMs: nowMs + this.#windowMs, lastSeenMs: nowMs, writtenMs: nowMs });
    this.#timer ??= setTimeout(() => this.#sweep(), this.#windowMs).unref();
  }

  #sweep(): void {
    const nowMs = Date.now();
    this.#timer = undefined;
    for (const [sessionId, window] of this.#windows) {
      if (window.endsAtMs > nowMs) {
        this.#timer = setTimeout(() => this.#sweep(), window.endsAtMs - nowMs).unref();
        return;
      }
      void this.#close(sessionId, window);
    }
  }

  async #close(sessionId: string, { lastSeenMs, writtenMs }: Window): Promise<void> {
    this.#windows.delete(sessionId);
    if (lastSeenMs > writtenMs) await this.#extend(sessionId, lastSeenMs);
  }
}
