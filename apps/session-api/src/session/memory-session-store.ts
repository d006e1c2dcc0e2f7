// Strategy `session/memory`: express-session's own store, in this process alone. It shows why replicas need a session server.
import type { Role } from '@authlab/contract';
import { MemoryStore, type SessionData } from 'express-session';
import type { Config } from '../config.ts';
import { isSessionId } from './session-id.ts';
import type { ListedSession, LoginSessionData, SessionStore } from './session-store.ts';
import { type Done, settle } from './settle.ts';
import type { StoredLogin } from './stored-session.ts';

const MS = 1000;

interface Place {
  readonly userId: string;
  readonly createdAtMs: number;
  lastSeenAtMs: number;
}

/** Sessions are lost with the process and unknown to every other one; their expiry is looked at when they are asked for. */
export class MemorySessionStore extends MemoryStore implements SessionStore {
  /** In the order of creation. */
  readonly #places = new Map<string, Place>();
  readonly #config: Config;

  constructor(config: Config) {
    super();
    this.#config = config;
  }

  async find(sessionId: string): Promise<StoredLogin | undefined> {
    return (await this.#load(sessionId))?.login;
  }

  async create(sessionId: string, session: LoginSessionData): Promise<void> {
    const { userId, createdAtMs } = session.login;
    await this.#write(sessionId, session);
    this.#places.set(sessionId, { userId, createdAtMs, lastSeenAtMs: createdAtMs });
    // In one turn of the event loop: logins at the same time never see more than the limit.
    const own = [...this.#places].filter(([, place]) => place.userId === userId && !this.#isOver(place)).toReversed();
    await Promise.all(own.slice(this.#config.MAX_SESSIONS_PER_USER).map(([oldest]) => this.end(oldest)));
  }

  async replace(oldId: string, newId: string, session: LoginSessionData): Promise<boolean> {
    const old = await this.#load(oldId);
    if (!(await this.end(oldId)) || old === undefined) return false;
    // As it is now: an admin may have just changed them.
    const { roles } = old.login;
    await this.create(newId, { ...session, login: { ...session.login, roles } });
    return true;
  }

  extend(sessionId: string, lastSeenMs: number): Promise<void> {
    const place = this.#places.get(sessionId);
    if (place !== undefined) place.lastSeenAtMs = Math.max(place.lastSeenAtMs, lastSeenMs);
    return Promise.resolve();
  }

  async end(sessionId: string): Promise<boolean> {
    const isThere = this.#places.delete(sessionId);
    await new Promise((resolve) => {
      super.destroy(sessionId, resolve);
    });
    return isThere;
  }

  async endAll(userId: string, keep?: string): Promise<void> {
    for (const { sessionId } of await this.listOf(userId)) if (sessionId !== keep) await this.end(sessionId);
  }

  async listOf(userId: string): Promise<ListedSession[]> {
    const own = [...this.#places].filter(([, place]) => place.userId === userId).toReversed();
    const listed = await Promise.all(
      own.map(async ([sessionId, { lastSeenAtMs }]): Promise<ListedSession[]> => {
        const session = await this.#load(sessionId);
        return session === undefined ? [] : [{ sessionId, login: session.login, lastSeenAtMs }];
      }),
    );
    // What has ended while others were read is not listed.
    return listed.flat().filter(({ sessionId }) => this.#places.has(sessionId));
  }

  async changeRoles(userId: string, roles: readonly Role[]): Promise<void> {
    for (const { sessionId } of await this.listOf(userId)) {
      const session = await this.#load(sessionId);
      if (session !== undefined) this.set(sessionId, { ...session, login: { ...session.login, roles } });
    }
  }

  override get(sessionId: string, done: Done): void {
    void settle(done, async () => (await this.#load(sessionId)) ?? null);
  }

  /** Only what still exists is saved: a session that has ended never comes back. */
  override set(sessionId: string, session: SessionData, done?: Done): void {
    if (this.#places.has(sessionId)) super.set(sessionId, session, done);
    else done?.();
  }

  override touch(_sessionId: string, _session: SessionData, done?: () => void): void {
    done?.();
  }

  override destroy(sessionId: string, done?: Done): void {
    void settle(done, async () => {
      await this.end(sessionId);
      return null;
    });
  }

  async #load(sessionId: string): Promise<SessionData | undefined> {
    const place = this.#places.get(sessionId);
    if (!isSessionId(sessionId) || place === undefined) return undefined;
    const session = await new Promise<SessionData | null | undefined>((resolve, reject) => {
      super.get(sessionId, (error: unknown, found) => (error ? reject(error) : resolve(found)));
    });
    if (!session || this.#isOver(place)) {
      await this.end(sessionId);
      return undefined;
    }
    return session;
  }

  #isOver({ createdAtMs, lastSeenAtMs }: Place): boolean {
    const nowMs = Date.now();
    const { SESSION_IDLE_TTL_SECONDS, SESSION_ABSOLUTE_TTL_SECONDS } = this.#config;
    return (
      nowMs >= lastSeenAtMs + SESSION_IDLE_TTL_SECONDS * MS || nowMs >= createdAtMs + SESSION_ABSOLUTE_TTL_SECONDS * MS
    );
  }

  #write(sessionId: string, session: SessionData): Promise<void> {
    return new Promise((resolve, reject) => {
      super.set(sessionId, session, (error: unknown) => (error ? reject(error) : resolve()));
    });
  }
}
