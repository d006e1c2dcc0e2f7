// Login sessions that live in a store: what the shared routes need, said in terms of the session store.
import { type BegunLogin, clientAddress, CONFIG, type Exchange, LoginSessions, type UserEpoch } from '@authlab/api-kit';
import { COOKIE_NAMES, type LoginSession } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { SessionCredential, SessionLogin } from '../auth/session-credential.ts';
import type { Config } from '../config.ts';
import { cookieAttributes, SessionCookieReader } from './session-cookie.ts';
import { publicIdOf } from './session-id.ts';
import { type ListedSession, SESSION_STORE, type SessionStore } from './session-store.ts';
import { WritableSession } from './writable-session.ts';

@Injectable()
export class StoredLoginSessions extends LoginSessions<SessionLogin> {
  readonly #store: SessionStore;
  readonly #writable: WritableSession;
  readonly #credential: SessionCredential;
  readonly #cookies: SessionCookieReader;

  constructor(
    @Inject(SESSION_STORE) store: SessionStore,
    writable: WritableSession,
    credential: SessionCredential,
    @Inject(CONFIG) config: Config,
  ) {
    super();
    this.#store = store;
    this.#writable = writable;
    this.#credential = credential;
    this.#cookies = new SessionCookieReader(config.COOKIE_SECRETS);
  }

  override async begin(exchange: Exchange, user: User, device: string | undefined): Promise<BegunLogin<SessionLogin>> {
    await this.#endPresented(exchange.request);
    const nowMs = Date.now();
    const login = {
      userId: user.id,
      roles: user.roles,
      ip: clientAddress(exchange.request),
      ...(device === undefined ? {} : { device }),
      createdAtMs: nowMs,
    };
    await this.#writable.begin(exchange, login, async (sessionId, session) => {
      await this.#store.create(sessionId, session);
      return true;
    });
    const { sessionID } = exchange.request;
    this.#credential.touches.started(sessionID, nowMs);
    const principal = { id: user.id, roles: [...user.roles] };
    return { answer: principal, current: new SessionLogin(principal, sessionID) };
  }

  override takeBack({ request }: Exchange): void {
    this.#writable.forget(request);
  }

  /** A new id with the same facts; the absolute lifetime goes on from the login (OWASP ASVS 5.0 7.3.2). */
  override async renew(exchange: Exchange, _user: User, current: SessionLogin): Promise<void> {
    const login = await this.#store.find(current.credential);
    if (login === undefined) return;
    await this.#writable.begin(exchange, login, (sessionId, session) =>
      this.#store.replace(current.credential, sessionId, session),
    );
  }

  override async list(current: SessionLogin): Promise<LoginSession[]> {
    const sessions = await this.#store.listOf(current.principal.id);
    return sessions.map((listed) => describe(listed, current));
  }

  override async endOne(current: SessionLogin, id: string): Promise<boolean> {
    const sessions = await this.#store.listOf(current.principal.id);
    const found = sessions.find(({ sessionId }) => publicIdOf(sessionId) === id);
    return found !== undefined && this.#store.end(found.sessionId);
  }

  override async endCurrent({ request, response }: Exchange, current: SessionLogin): Promise<void> {
    await this.#store.end(current.credential);
    this.#credential.touches.ended(current.credential);
    this.#writable.forget(request);
    response.clearCookie(COOKIE_NAMES.session, cookieAttributes);
  }

  override async endAll({ id }: UserEpoch, keep?: SessionLogin): Promise<void> {
    await this.#store.endAll(id, keep?.credential);
  }

  override async changeRoles({ id, roles }: UserEpoch & Pick<User, 'roles'>): Promise<void> {
    await this.#store.changeRoles(id, roles);
  }

  /** Whoever logs in again on the same browser does not leave the old session behind. */
  async #endPresented({ headers }: Request): Promise<void> {
    const cookie = this.#cookies.read(headers.cookie);
    if (cookie.state === 'signed') await this.#store.end(cookie.sessionId);
  }
}

const describe = ({ sessionId, login, lastSeenAtMs }: ListedSession, current: SessionLogin): LoginSession => ({
  id: publicIdOf(sessionId),
  ...(login.device === undefined ? {} : { device: login.device }),
  ip: login.ip,
  createdAt: new Date(login.createdAtMs).toISOString(),
  lastSeenAt: new Date(lastSeenAtMs).toISOString(),
  current: sessionId === current.credential,
});
