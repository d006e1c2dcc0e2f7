// The Redis Stream over which replicas tell each other what was revoked: read from its beginning, then followed for ever.
import { setTimeout as delay } from 'node:timers/promises';
import type { FencedWrite, Log, Redis, RevocationFence, StoreGate, StreamEntry } from '@authlab/api-kit';
import { CLOCK_SKEW_MS, type Revoked } from './revocation.ts';
import { BEGINNING, STREAM, type StreamScripts } from './stream-scripts.ts';

const PAGE = 10_000;
const RETRY_MS = 50;
/** Longer than this no read waits for news: the link is cut when nothing at all is heard for some seconds. */
const MAX_WAIT_MS = 1000;
/** So many times the waiting time make a read late. */
const LATE = 2;

export interface RevocationStreamOptions {
  /** Writes. */
  readonly redis: Redis<StreamScripts>;
  readonly gate: StoreGate;
  readonly fence: RevocationFence;
  /** Reads, and waits in doing so: a connection of its own. */
  readonly reader: Redis<StreamScripts>;
  readonly log: Log;
  /** How long an entry matters. */
  readonly rememberedMs: number;
  /** How long one read waits for news; its answer proves that everything before it has arrived. */
  readonly heartbeatMs: number;
  /** @param atMs when it was stored, by Redis's clock */
  readonly onRevoked: (revoked: Revoked, atMs: number) => void;
  /** Entries that still matter may be gone from the stream without having been read here. */
  readonly onGap: () => void;
}

export class RevocationStream {
  readonly #options: RevocationStreamOptions;
  #lastId = BEGINNING;
  /** When the last answered read was sent: what was stored later may not have arrived. */
  #provenAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #mayHaveGap = true;

  constructor(options: RevocationStreamOptions) {
    this.#options = options;
  }

  /** How long ago it was certain that nothing is missing. */
  get unprovenForMs(): number {
    return performance.now() - this.#provenAtMs;
  }

  /** Reads everything that the stream holds, then follows it in the background. @throws the client's errors */
  async open(): Promise<void> {
    await this.#lookForGap();
    await this.#catchUp();
    void this.#follow();
  }

  /**
   * @returns stored, and to be confirmed
   * @throws {AppError} `store_unavailable` when it was not stored for certain
   */
  async publish(revoked: Revoked): Promise<Pick<FencedWrite, 'confirm'>> {
    const { redis, gate, fence, rememberedMs } = this.#options;
    const write = fence.write(STREAM);
    // Twice the skew: what is trimmed matters to nobody, however wrong the clocks are that we allow for.
    const threshold = Math.max(0, Date.now() - rememberedMs - 2 * CLOCK_SKEW_MS);
    await gate.run(redis.publishRevoked(write.keys, JSON.stringify(revoked), String(threshold)));
    return write;
  }

  close(): void {
    this.#isClosed = true;
    this.#options.reader.destroy();
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const sentAtMs = performance.now();
      const entries = await this.#options.reader.xRange(STREAM, `(${this.#lastId}`, '+', { COUNT: PAGE });
      this.#take(entries);
      if (entries.length < PAGE) {
        this.#provenAtMs = sentAtMs;
        return;
      }
    }
  }

  async #follow(): Promise<void> {
    while (!this.#isClosed) {
      try {
        await this.#readOnce();
      } catch (error) {
        if (this.#isClosed) return;
        if (!this.#mayHaveGap) this.#options.log.warn({ event: 'revocation_stream_lost', name: (error as Error).name });
        this.#mayHaveGap = true;
        await delay(RETRY_MS);
      }
    }
  }

  async #readOnce(): Promise<void> {
    const { reader, heartbeatMs } = this.#options;
    if (this.#mayHaveGap) await this.#lookForGap();
    const sentAtMs = performance.now();
    const waitMs = Math.min(heartbeatMs, MAX_WAIT_MS);
    const streams = await reader.xRead({ key: STREAM, id: this.#lastId }, { BLOCK: waitMs, COUNT: PAGE });
    const entries = streams?.[0]?.messages ?? [];
    this.#take(entries);
    // A link that was silent for longer than a read waits.
    this.#mayHaveGap = performance.now() - sentAtMs > LATE * waitMs;
    // A full page: there may be more that was stored before.
    if (entries.length < PAGE) this.#provenAtMs = sentAtMs;
  }

  /** What this class trims is older than any token; somebody else may trim what is not. */
  async #lookForGap(): Promise<void> {
    const { reader, rememberedMs, onGap } = this.#options;
    const { newestId, foreignId } = await reader.stateOfStream(STREAM);
    const mayMatter = (id: string): boolean => Number.parseInt(id, 10) > Date.now() - rememberedMs - CLOCK_SKEW_MS;
    if (foreignId !== undefined && isAfter(foreignId, this.#lastId) && mayMatter(foreignId)) onGap();
    // A Redis that came back empty counts from its own clock again, which may be behind what we have seen.
    if (isAfter(this.#lastId, newestId)) this.#lastId = BEGINNING;
    this.#mayHaveGap = false;
  }

  #take(entries: readonly StreamEntry[]): void {
    for (const { id, message } of entries) {
      this.#lastId = id;
      this.#options.onRevoked(JSON.parse(message['event'] ?? '{"sids":[]}'), Number.parseInt(id, 10));
    }
  }
}

/** Compares `milliseconds-number`. */
const isAfter = (one: string, other: string): boolean => {
  const [oneMs = 0, oneCount = 0] = one.split('-').map(Number);
  const [otherMs = 0, otherCount = 0] = other.split('-').map(Number);
  return oneMs === otherMs ? oneCount > otherCount : oneMs > otherMs;
};
