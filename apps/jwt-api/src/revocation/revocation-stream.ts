// The Redis Stream over which replicas tell each other what was revoked: read from its beginning, then followed for ever.
import { setTimeout as delay } from 'node:timers/promises';
import type { Log, RedisCommands, StoreGate, StreamEntry } from '@authlab/api-kit';
import type { Revoked } from './revocation.ts';

const STREAM = 'family:revoked';
const BEGINNING = '0-0';
const PAGE = 10_000;
const RETRY_MS = 50;
/** Redis trims by its own clock; tokens expire by ours. */
const CLOCK_SKEW_MS = 60_000;

export interface RevocationStreamOptions {
  /** Writes. */
  readonly redis: RedisCommands;
  readonly gate: StoreGate;
  /** Reads, and waits in doing so: a connection of its own. */
  readonly reader: RedisCommands;
  readonly log: Log;
  /** How long an entry matters. */
  readonly rememberedMs: number;
  /** How long one read waits for news; its answer proves that everything before it has arrived. */
  readonly heartbeatMs: number;
  /** @param atMs when it was stored, by Redis's clock */
  readonly onRevoked: (revoked: Revoked, atMs: number) => void;
}

export class RevocationStream {
  readonly #options: RevocationStreamOptions;
  #lastId = BEGINNING;
  /** When the last answered read was sent: what was stored later may not have arrived. */
  #provenAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: RevocationStreamOptions) {
    this.#options = options;
  }

  /** How long ago it was certain that nothing is missing. */
  get unprovenForMs(): number {
    return performance.now() - this.#provenAtMs;
  }

  /** Reads everything that the stream holds, then follows it in the background. @throws the client's errors */
  async open(): Promise<void> {
    await this.#catchUp();
    void this.#follow();
  }

  /** @throws {AppError} `store_unavailable` when it was not stored for certain */
  async publish(revoked: Revoked): Promise<void> {
    const { redis, gate, rememberedMs } = this.#options;
    const threshold = Date.now() - rememberedMs - CLOCK_SKEW_MS;
    const trim = { TRIM: { strategy: 'MINID', strategyModifier: '~', threshold } } as const;
    await gate.run(redis.xAdd(STREAM, '*', { event: JSON.stringify(revoked) }, trim));
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
        this.#options.log.warn({ event: 'revocation_stream', name: (error as Error).name });
        // A Redis that came back empty counts from its own clock again, which may be behind what we have seen. Reading
        // from the beginning costs little and misses nothing; what is known already is only known again.
        this.#lastId = BEGINNING;
        await delay(RETRY_MS);
      }
    }
  }

  async #readOnce(): Promise<void> {
    const { reader, heartbeatMs } = this.#options;
    const sentAtMs = performance.now();
    const place = { key: STREAM, id: this.#lastId };
    const entries = entriesIn(await reader.xRead(place, { BLOCK: heartbeatMs, COUNT: PAGE }));
    this.#take(entries);
    // A full page: there may be more that was stored before.
    if (entries.length < PAGE) this.#provenAtMs = sentAtMs;
  }

  #take(entries: readonly StreamEntry[]): void {
    for (const { id, message } of entries) {
      this.#lastId = id;
      this.#options.onRevoked(JSON.parse(message['event'] ?? '{"sids":[]}'), Number.parseInt(id, 10));
    }
  }
}

/** node-redis answers with a list of streams, or with an object of them (RESP3), or with null when nothing came. */
const entriesIn = (reply: unknown): readonly StreamEntry[] => {
  const [stream] = (reply ?? []) as readonly { readonly messages: readonly StreamEntry[] }[];
  return stream?.messages ?? [];
};
