// Sessions in Redis: connect-redis's store with an index per user, and without the ways a dead session could come back.
import { CONFIG, REDIS, type Redis, StoreGate } from '@authlab/api-kit';
import { Inject, Injectable } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import type { Config } from '../config.ts';
import { indexKeyOf, indexKeyOfUser, isSessionId, memberOf, sessionIdOf, sessionKey } from './session-id.ts';
import type { SessionScripts } from './session-scripts.ts';
import { sessionFormat } from './stored-session.ts';

type Done = (error?: unknown, session?: SessionData | null) => void;

/** One live session as `list` gives it. */
export interface ListedSession {
  readonly sessionId: string;
  readonly session: SessionData;
  readonly expiresAtMs: number;
}

const MS = 1000;

@Injectable()
export class RedisSessionStore extends RedisStore {
  readonly #redis: Redis<SessionScripts>;
  readonly #gate: StoreGate;
  readonly #config: Config;
  /** What was created in this request, so that express-session's save at its end does not write it again. */
  readonly #created = new WeakMap<SessionData, string>();

  constructor(@Inject(REDIS) redis: Redis<SessionScripts>, gate: StoreGate, @Inject(CONFIG) config: Config) {
    super({ client: redis, serializer: sessionFormat, ttl: config.SESSION_IDLE_TTL_SECONDS });
    this.#redis = redis;
    this.#gate = gate;
    this.#config = config;
  }

  /** Reads a live session: one GET. Past its absolute lifetime it is gone, however often it was touched. */
  async find(sessionId: string): Promise<SessionData | undefined> {
    if (!isSessionId(sessionId)) return undefined;
    const text = await this.#gate.run(this.#redis.get(sessionKey(sessionId)));
    if (text === null) return undefined;
    const session = sessionFormat.parse(text);
    return this.#isPastAbsoluteEnd(session) ? undefined : session;
  }

  /** Stores a new session and its place in the index; beyond the limit per user the oldest session ends. */
  async create(sessionId: string, session: SessionData): Promise<void> {
    const idleMs = this.#config.SESSION_IDLE_TTL_SECONDS * MS;
    const text = sessionFormat.stringify(session);
    this.#created.set(session, text);
    await this.#gate.run(
      this.#redis.createSession(
        indexKeyOf(sessionId),
        memberOf(sessionId),
        text,
        String(session.login.createdAtMs),
        String(idleMs),
        String(this.#config.SESSION_ABSOLUTE_TTL_SECONDS * MS + idleMs),
        String(this.#config.MAX_SESSIONS_PER_USER),
      ),
    );
  }

  /** Puts the idle end off; a session that is gone stays gone. */
  async extend(sessionId: string, lastSeenMs: number): Promise<void> {
    const expiresAtMs = lastSeenMs + this.#config.SESSION_IDLE_TTL_SECONDS * MS;
    await this.#gate.run(this.#redis.pExpireAt(sessionKey(sessionId), expiresAtMs, 'GT'));
  }

  async end(sessionId: string): Promise<boolean> {
    return this.#gate.run(this.#redis.destroySession(indexKeyOf(sessionId), memberOf(sessionId)));
  }

  /** Ends every session of a user, except `keep`, in one atomic step. */
  async endAll(userId: string, keep?: string): Promise<void> {
    const member = keep === undefined ? '' : memberOf(keep);
    await this.#gate.run(this.#redis.destroySessions(indexKeyOfUser(userId), member));
  }

  async listOf(userId: string): Promise<ListedSession[]> {
    const rows = await this.#gate.run(this.#redis.listSessions(indexKeyOfUser(userId)));
    return rows
      .map(({ member, value, expiresAtMs }) => ({
        sessionId: sessionIdOf(userId, member),
        session: sessionFormat.parse(value),
        expiresAtMs,
      }))
      .filter(({ session }) => !this.#isPastAbsoluteEnd(session));
  }

  async changeRoles(userId: string, roles: readonly string[]): Promise<void> {
    await this.#gate.run(this.#redis.changeRoles(indexKeyOfUser(userId), roles.join(',')));
  }

  // What express-session calls. It knows no creation: a session that it saves was created here before, or is gone.

  override async get(sessionId: string, done?: Done): Promise<unknown> {
    return settle(done, async () => (await this.find(sessionId)) ?? null);
  }

  override async set(sessionId: string, session: SessionData, done?: Done): Promise<unknown> {
    return settle(done, async () => {
      if (session.login === undefined) return null;
      const text = sessionFormat.stringify(session);
      if (this.#created.get(session) === text) return null;
      await this.#gate.run(
        this.#redis.updateSession(indexKeyOf(sessionId), memberOf(sessionId), text.slice(text.indexOf('|') + 1)),
      );
      return null;
    });
  }

  override async touch(_sessionId: string, _session: SessionData, done?: Done): Promise<unknown> {
    return settle(done, () => Promise.resolve(null));
  }

  override async destroy(sessionId: string, done?: Done): Promise<unknown> {
    return settle(done, async () => {
      if (isSessionId(sessionId)) await this.end(sessionId);
      return null;
    });
  }

  #isPastAbsoluteEnd({ login }: SessionData): boolean {
    return Date.now() >= login.createdAtMs + this.#config.SESSION_ABSOLUTE_TTL_SECONDS * MS;
  }
}

const settle = async (done: Done | undefined, work: () => Promise<SessionData | null>): Promise<unknown> => {
  try {
    const session = await work();
    return done === undefined ? session : done(null, session);
  } catch (error) {
    if (done === undefined) throw error;
    return done(error);
  }
};
