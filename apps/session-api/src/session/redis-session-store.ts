// Strategy `session/redis`: every request reads its session from Redis, so that what was ended is refused at once, everywhere.
import type { Redis, RevocationFence, StoreGate } from '@authlab/api-kit';
import type { Role } from '@authlab/contract';
import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import type { Config } from '../config.ts';
import { indexKeyOf, indexKeyOfUser, isSessionId, memberOf, sessionIdOf, sessionKey } from './session-id.ts';
import type { SessionScripts } from './session-scripts.ts';
import type { ListedSession, LoginSessionData, SessionStore } from './session-store.ts';
import { type Done, settle } from './settle.ts';
import { sessionFormat, type StoredLogin } from './stored-session.ts';

const MS = 1000;

export interface RedisSessionStoreOptions {
  readonly redis: Redis<SessionScripts>;
  readonly gate: StoreGate;
  readonly fence: RevocationFence;
  readonly config: Config;
}

/** connect-redis's store with an index per user, and without the ways in which an ended session could come back. */
export class RedisSessionStore extends RedisStore implements SessionStore {
  readonly #redis: Redis<SessionScripts>;
  readonly #gate: StoreGate;
  readonly #fence: RevocationFence;
  readonly #max: string;
  readonly #idleMs: number;
  readonly #absoluteMs: number;
  /** What was stored in this request, so that express-session's save at its end does not write it again. */
  readonly #stored = new WeakMap<SessionData, string>();

  /** One function for all requests. */
  readonly #liveLogin = (text: string | null): StoredLogin | undefined => {
    const login = text === null ? undefined : sessionFormat.loginOf(text);
    return login === undefined || this.isPastAbsoluteEnd(login) ? undefined : login;
  };

  constructor({ redis, gate, fence, config }: RedisSessionStoreOptions) {
    super({ client: redis, serializer: sessionFormat, ttl: config.SESSION_IDLE_TTL_SECONDS });
    this.#redis = redis;
    this.#gate = gate;
    this.#fence = fence;
    this.#max = String(config.MAX_SESSIONS_PER_USER);
    this.#idleMs = config.SESSION_IDLE_TTL_SECONDS * MS;
    this.#absoluteMs = config.SESSION_ABSOLUTE_TTL_SECONDS * MS;
  }

  find(sessionId: string): StoredLogin | undefined | Promise<StoredLogin | undefined> {
    if (!isSessionId(sessionId)) return undefined;
    return this.#gate.run(this.#redis.get(sessionKey(sessionId)), this.#liveLogin);
  }

  async create(sessionId: string, session: LoginSessionData): Promise<void> {
    const words = this.#words(sessionId, session);
    const ended = await this.#gate.run(this.#redis.createSession(indexKeyOf(sessionId), ...words, this.#max));
    this.ended(ended.map((member) => sessionIdOf(session.login.userId, member)));
  }

  async replace(oldId: string, newId: string, session: LoginSessionData): Promise<boolean> {
    const words = this.#words(newId, session);
    const write = this.#fence.write(indexKeyOf(newId));
    const done = await this.#gate.run(this.#redis.replaceSession(write.keys, ...words, memberOf(oldId)));
    this.ended([oldId]);
    if (done) await write.confirm();
    return done;
  }

  async extend(sessionId: string, lastSeenMs: number): Promise<void> {
    await this.#gate.run(this.#redis.pExpireAt(sessionKey(sessionId), lastSeenMs + this.#idleMs, 'GT'));
  }

  async end(sessionId: string): Promise<boolean> {
    const write = this.#fence.write(indexKeyOf(sessionId));
    const done = await this.#gate.run(this.#redis.endSession(write.keys, memberOf(sessionId)));
    this.ended([sessionId]);
    if (done) await write.confirm();
    return done;
  }

  async endAll(userId: string, keep?: string): Promise<void> {
    const kept = keep === undefined ? '' : memberOf(keep);
    const write = this.#fence.write(indexKeyOfUser(userId));
    const ended = await this.#gate.run(this.#redis.endSessions(write.keys, kept));
    this.ended(ended.map((member) => sessionIdOf(userId, member)));
    // Also where none was left: the first time, the confirmation may have failed.
    await write.confirm();
  }

  async listOf(userId: string): Promise<ListedSession[]> {
    const rows = await this.#gate.run(this.#redis.listSessions(indexKeyOfUser(userId)));
    return rows
      .map(({ member, value, expiresAtMs }) => ({
        sessionId: sessionIdOf(userId, member),
        login: sessionFormat.parse(value).login,
        // The idle end is always the last use plus the idle time, so the last use need not be stored.
        lastSeenAtMs: expiresAtMs - this.#idleMs,
      }))
      .filter(({ login }) => !this.isPastAbsoluteEnd(login));
  }

  async changeRoles(userId: string, roles: readonly Role[]): Promise<void> {
    const write = this.#fence.write(indexKeyOfUser(userId));
    const changed = await this.#gate.run(this.#redis.changeRoles(write.keys, roles.join(',')));
    this.ended(changed.map((member) => sessionIdOf(userId, member)));
    await write.confirm();
  }

  override async get(sessionId: string, done?: Done): Promise<unknown> {
    return settle(done, async () => (await this.#load(sessionId)) ?? null);
  }

  override async set(sessionId: string, session: SessionData, done?: Done): Promise<unknown> {
    return settle(done, async () => {
      if (session.login === undefined || this.#stored.get(session) === sessionFormat.stringify(session)) return null;
      const body = sessionFormat.stringifyBody(session);
      await this.#gate.run(this.#redis.updateSession(indexKeyOf(sessionId), memberOf(sessionId), body));
      this.ended([sessionId]);
      return null;
    });
  }

  /** The touch schedule of the credential reader does this, once per session and window. */
  override async touch(_sessionId: string, _session: SessionData, done?: Done): Promise<unknown> {
    return settle(done, () => Promise.resolve(null));
  }

  override async destroy(sessionId: string, done?: Done): Promise<unknown> {
    return settle(done, async () => {
      if (isSessionId(sessionId)) await this.end(sessionId);
      return null;
    });
  }

  /** Sessions that this process itself has ended or changed; for a strategy that keeps copies. */
  protected ended(_sessionIds: readonly string[]): void {}

  /** However often a session was touched, its absolute lifetime ends it. */
  protected isPastAbsoluteEnd({ createdAtMs }: StoredLogin): boolean {
    return Date.now() >= createdAtMs + this.#absoluteMs;
  }

  async #load(sessionId: string): Promise<SessionData | undefined> {
    if (!isSessionId(sessionId)) return undefined;
    const text = await this.#gate.run(this.#redis.get(sessionKey(sessionId)));
    if (text === null) return undefined;
    const session = sessionFormat.parse(text);
    return this.isPastAbsoluteEnd(session.login) ? undefined : session;
  }

  /** member, value, createdAtMs, idleMs, indexMs: what the scripts that store a session begin with. */
  #words(sessionId: string, session: LoginSessionData): [string, string, string, string, string] {
    const text = sessionFormat.stringify(session);
    this.#stored.set(session, text);
    const indexMs = this.#absoluteMs + this.#idleMs;
    return [memberOf(sessionId), text, String(session.login.createdAtMs), String(this.#idleMs), String(indexMs)];
  }
}
