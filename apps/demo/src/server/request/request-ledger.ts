// Knows which requests were under way on which replica, and so what a command of Redis was sent for.

/** Clocks of two processes agree to a millisecond or two; some commands are sent when the answer is under way. */
const EARLY_MS = 2;
const LATE_MS = 20;
const KEPT_MS = 5000;

export interface RequestEntry {
  readonly cause: 'exchange' | 'thief';
  readonly id: string;
  readonly replica: number;
  readonly startedAtMs: number;
  endedAtMs?: number;
  /** Another one was under way on the replica at the same time. */
  overlaps: boolean;
}

export type CommandCause =
  | { readonly cause: 'exchange'; readonly exchangeId: string }
  | { readonly cause: 'thief' | 'unclear' };

export class RequestLedger {
  #entries: RequestEntry[] = [];

  begin({ cause, id, replica }: Pick<RequestEntry, 'cause' | 'id' | 'replica'>, nowMs: number): RequestEntry {
    this.#entries = this.#entries.filter(({ endedAtMs = nowMs }) => endedAtMs > nowMs - KEPT_MS);
    const entry: RequestEntry = { cause, id, replica, startedAtMs: nowMs, overlaps: false };
    for (const other of this.#entries) {
      if (other.replica !== replica || other.endedAtMs !== undefined) continue;
      other.overlaps = true;
      entry.overlaps = true;
    }
    this.#entries.push(entry);
    return entry;
  }

  end(entry: RequestEntry, nowMs: number): void {
    entry.endedAtMs = nowMs;
  }

  /** Requests that were under way come before those that had just been answered. */
  causeOf(replica: number, atMs: number): CommandCause {
    const near = this.#entries.filter(
      (entry) =>
        entry.replica === replica &&
        entry.startedAtMs - EARLY_MS <= atMs &&
        atMs <= (entry.endedAtMs ?? atMs) + LATE_MS,
    );
    const exact = near.filter(
      ({ startedAtMs, endedAtMs = atMs }) => startedAtMs <= atMs && atMs <= endedAtMs + EARLY_MS,
    );
    const [only, ...others] = exact.length > 0 ? exact : near;
    if (only === undefined || others.length > 0) return { cause: 'unclear' };
    return only.cause === 'exchange' ? { cause: 'exchange', exchangeId: only.id } : { cause: 'thief' };
  }
}
