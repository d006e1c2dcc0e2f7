// The Redis Stream over which replicas tell each other what was revoked: read from its beginning, then followed for ever.
import { setTimeout as delay } from 'node:timers/promises';
import type { Log, RedisCommands, StoreGate, StreamEntry, StreamInfo } from '@authlab/api-kit';
import type { Revoked } from './revocation.ts';

const STREAM = 'family:revoked';
const BEGINNING = '0-0';
const PAGE = 10_000;
const RETRY_MS = 50;
/** So many times the waiting time of a read make it late. */
const LATE = 2;
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
  /** Entries that still matter may be gone from the stream without having been read here. */
  readonly onGap: () => void;
}

export class RevocationStream {
  readonly #options: RevocationStreamOptions;
  #lastId = BEGINNING;
  /** When the last answered read was sent: what was stored later may not have arrived. */
  #provenAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #mayHaveGap = false;

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
        this.#mayHaveGap = true;
        await delay(RETRY_MS);
      }
    }
  }

  async #readOnce(): Promise<void> {
    const { reader, heartbeatMs } = this.#options;
    if (this.#mayHaveGap) await this.#lookForGap();
    const sentAtMs = performance.now();
    const place = { key: STREAM, id: this.#lastId };
    const entries = entriesIn(await reader.xRead(place, { BLOCK: heartbeatMs, COUNT: PAGE }));
    this.#take(entries);
    // A link that was silent for longer than a read waits.
    this.#mayHaveGap = performance.now() - sentAtMs > LATE * heartbeatMs;
    // A full page: there may be more that was stored before.
    if (entries.length < PAGE) this.#provenAtMs = sentAtMs;
  }

  /**
   * What this class trims is older than any token, and approximate trimming leaves some that are older still. If the
   * oldest entry that is left is younger, somebody else has trimmed; and a stream that is gone was lost with its Redis.
   */
  async #lookForGap(): Promise<void> {
    const { reader, rememberedMs, onGap } = this.#options;
    const state = stateOf(await reader.xInfoStream(STREAM).catch(absent), this.#lastId);
    if (state.goneId !== undefined && isAfter(state.goneId, this.#lastId)) {
      if (Number.parseInt(state.goneId, 10) > Date.now() - rememberedMs) onGap();
    }
    // A Redis that came back empty counts from its own clock again, which may be behind what we have seen.
    if (isAfter(this.#lastId, state.newestId)) this.#lastId = BEGINNING;
    this.#mayHaveGap = false;
  }

  #take(entries: readonly StreamEntry[]): void {
    for (const { id, message } of entries) {
      this.#lastId = id;
      this.#options.onRevoked(JSON.parse(message['event'] ?? '{"sids":[]}'), Number.parseInt(id, 10));
    }
  }
}

/** There is no stream before the first revocation. */
const absent = (error: unknown): undefined => {
  if (error instanceof Error && error.message.includes('no such key')) return undefined;
  throw error;
};

interface StreamState {
  /** No entry that is gone has a higher id; absent when none is gone. */
  readonly goneId?: string;
  readonly newestId: string;
}

const stateOf = (info: StreamInfo | undefined, lastId: string): StreamState => {
  if (info === undefined)
    return lastId === BEGINNING ? { newestId: BEGINNING } : { newestId: BEGINNING, goneId: nowId() };
  const newestId = info['last-generated-id'];
  if (info['entries-added'] === info.length) return { newestId };
  return { newestId, goneId: info.length === 0 ? newestId : info['recorded-first-entry-id'] };
};

const nowId = (): string => `${Date.now()}-0`;

const isAfter = (one: string, other: string): boolean => {
  const [[oneMs = 0, oneCount = 0], [otherMs = 0, otherCount = 0]] = [one, other].map((id) =>
    id.split('-').map(Number),
  ) as [number[], number[]];
  return oneMs === otherMs ? oneCount > otherCount : oneMs > otherMs;
};

/** node-redis answers with a list of streams, or with an object of them (RESP3), or with null when nothing came. */
const entriesIn = (reply: unknown): readonly StreamEntry[] => {
  const [stream] = (reply ?? []) as readonly { readonly messages: readonly StreamEntry[] }[];
  return stream?.messages ?? [];
};
