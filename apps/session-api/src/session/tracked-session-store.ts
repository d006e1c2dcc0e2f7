// Strategy `session/tracked`: sessions are read from this process's memory, and Redis says when a copy is no longer true.
import type { CopyHolder, Heartbeat, InvalidationFeed, LinkWatcher } from '@authlab/api-kit';
import { LRUCache } from 'lru-cache';
import { RedisSessionStore, type RedisSessionStoreOptions } from './redis-session-store.ts';
import { sessionKey } from './session-id.ts';
import type { StoredLogin } from './stored-session.ts';

const MS = 1000;

interface Copy {
  readonly login: StoredLogin;
  /** Each use in this process puts the idle end off; without one for the idle time, Redis is asked again. */
  usedAtMs: number;
}

export interface TrackedSessionStoreOptions extends RedisSessionStoreOptions {
  readonly feed: InvalidationFeed;
  readonly heartbeat: Heartbeat;
  /** Counts requests that were answered from a copy which may be old (`REVOCATION_STALE_POLICY=open`). */
  readonly countStaleAccept: () => void;
}

/**
 * Redis remembers which keys a connection has read (RESP3 client tracking) and pushes when one changes. A lost link
 * empties the memory; a link that is silent is asked by the heartbeat, and when it proves nothing, copies are not used
 * (`closed`: Redis itself is asked, and is 503 if it cannot answer) or used and counted (`open`).
 */
export class TrackedSessionStore extends RedisSessionStore implements CopyHolder, LinkWatcher {
  readonly #copies: LRUCache<string, Copy>;
  /** Reads under way: a push that comes before such a read is kept makes its result too old to keep. */
  readonly #reading = new Map<string, symbol>();
  readonly #heartbeat: Heartbeat;
  readonly #isOpen: boolean;
  readonly #idleMs: number;
  readonly #countStaleAccept: () => void;
  /** Under `open`: a link was lost, and since then no ping has shown that all of them are back. */
  #isUnproven = false;

  constructor({ feed, heartbeat, countStaleAccept, ...options }: TrackedSessionStoreOptions) {
    super(options);
    const { config } = options;
    this.#copies = new LRUCache({ max: config.SESSION_CACHE_MAX });
    this.#heartbeat = heartbeat;
    this.#isOpen = config.REVOCATION_STALE_POLICY === 'open';
    this.#idleMs = config.SESSION_IDLE_TTL_SECONDS * MS;
    this.#countStaleAccept = countStaleAccept;
    feed.follow(this);
    heartbeat.follow(this);
  }

  override find(sessionId: string): StoredLogin | undefined | Promise<StoredLogin | undefined> {
    return this.#copyOf(sessionId)?.login ?? this.#read(sessionId);
  }

  drop(key: string): void {
    this.#copies.delete(key);
    this.#reading.delete(key);
  }

  dropAll(): void {
    this.#copies.clear();
    this.#reading.clear();
  }

  /** Under `open` an unreachable Redis logs nobody out: copies stay until it is back. */
  linkLost(): void {
    this.#reading.clear();
    if (this.#isOpen) this.#isUnproven = true;
    else this.#copies.clear();
  }

  /** Every link answers: what was read before one of them was lost is not to be trusted. */
  linkProven(): void {
    if (!this.#isUnproven) return;
    this.#isUnproven = false;
    this.dropAll();
  }

  /** Not waiting for the push: the process that answers the revoking request refuses from its ack on. */
  protected override ended(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) this.drop(sessionKey(sessionId));
  }

  #copyOf(sessionId: string): Copy | undefined {
    const copy = this.#copies.get(sessionKey(sessionId));
    if (copy === undefined) return undefined;
    const nowMs = Date.now();
    if (nowMs - copy.usedAtMs >= this.#idleMs || this.isPastAbsoluteEnd(copy.login)) return undefined;
    if (this.#heartbeat.isStale || this.#isUnproven) {
      if (!this.#isOpen) return undefined;
      this.#countStaleAccept();
    }
    copy.usedAtMs = nowMs;
    return copy;
  }

  async #read(sessionId: string): Promise<StoredLogin | undefined> {
    const key = sessionKey(sessionId);
    const reading = Symbol(key);
    this.#reading.set(key, reading);
    try {
      const login = await super.find(sessionId);
      if (login !== undefined && this.#reading.get(key) === reading) {
        this.#copies.set(key, { login: frozen(login), usedAtMs: Date.now() });
      }
      return login;
    } finally {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    }
  }
}

/** Every request of a session gets the same object, so none may change it. */
const frozen = (login: StoredLogin): StoredLogin => Object.freeze({ ...login, roles: Object.freeze([...login.roles]) });
