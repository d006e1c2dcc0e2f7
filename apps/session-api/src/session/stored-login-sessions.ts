// Login sessions that live in a store: what the shared routes need, said in terms of the session store.
import { CONFIG, type Exchange, LoginSessions } from '@authlab/api-kit';
import { COOKIE_NAMES, type LoginSession, type Principal, type Role } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import { SessionCredential, type SessionLogin } from '../auth/session-credential.ts';
import type { Config } from '../config.ts';
import { type ListedSession, RedisSessionStore } from './redis-session-store.ts';
import { cookieAttributes } from './session-cookie.ts';
import { publicIdOf } from './session-id.ts';
import { WritableSession } from './writable-session.ts';

const MS = 1000;

@Injectable()
export class StoredLoginSessions extends LoginSessions<SessionLogin> {
  readonly #store: RedisSessionStore;
  readonly #writable: WritableSession;
  readonly #credential: SessionCredential;
  readonly #idleMs: number;

  constructor(
    store: RedisSessionStore,
    writable: WritableSession,
    credential: SessionCredential,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.#store = store;
    this.#writable = writable;
    this.#credential = credential;
    this.#idleMs = config.SESSION_IDLE_TTL_SECONDS * MS;
  }

  override async begin(exchange: Exchange, user: User, device: string | undefined): Promise<Principal> {
    const nowMs = Date.now();
    await this.#writable.replace(exchange, {
      userId: user.id,
      roles: user.roles,
      ip: exchange.request.ip ?? '',
      ...(device === undefined ? {} : { device }),
      createdAtMs: nowMs,
    });
    this.#credential.touches.started(exchange.request.sessionID, nowMs);
    return { id: user.id, roles: [...user.roles] };
  }

  /** A new id with the same facts; the absolute lifetime goes on from the login (OWASP ASVS 5.0 7.3.2). */
  override async renew(exchange: Exchange, user: User, current: SessionLogin): Promise<void> {
    const old = await this.#store.find(current.credential);
    if (old === undefined) return;
    await this.#writable.replace(exchange, { ...old.login, roles: user.roles });
  }

  override async list(current: SessionLogin): Promise<LoginSession[]> {
    const sessions = await this.#store.listOf(current.principal.id);
    return sessions.map((listed) => this.#describe(listed, current));
  }

  override async endOne(current: SessionLogin, id: string): Promise<boolean> {
    const sessions = await this.#store.listOf(current.principal.id);
    const found = sessions.find(({ sessionId }) => publicIdOf(sessionId) === id);
    return found !== undefined && this.#store.end(found.sessionId);
  }

  override async endCurrent({ response }: Exchange, current: SessionLogin): Promise<void> {
    await this.#store.end(current.credential);
    this.#credential.touches.ended(current.credential);
    response.clearCookie(COOKIE_NAMES.session, cookieAttributes);
  }

  override async endAll(userId: string, keep?: SessionLogin): Promise<void> {
    await this.#store.endAll(userId, keep?.credential);
  }

  override async changeRoles(userId: string, roles: readonly Role[]): Promise<void> {
    await this.#store.changeRoles(userId, roles);
  }

  #describe({ sessionId, session, expiresAtMs }: ListedSession, current: SessionLogin): LoginSession {
    const { device, ip, createdAtMs } = session.login;
    return {
      id: publicIdOf(sessionId),
      ...(device === undefined ? {} : { device }),
      ip,
      createdAt: new Date(createdAtMs).toISOString(),
      // The idle end is always the last use plus the idle time, so the last use need not be stored.
      lastSeenAt: new Date(expiresAtMs - this.#idleMs).toISOString(),
      current: sessionId === current.credential,
    };
  }
}
