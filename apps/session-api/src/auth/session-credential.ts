// Reads a request's session cookie: the one place where the two APIs' guards differ.
import { CONFIG, CredentialReader, type CurrentLogin, UnauthenticatedError } from '@authlab/api-kit';
import { COOKIE_NAMES } from '@authlab/contract';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import { SessionCookieReader } from '../session/session-cookie.ts';
import { publicIdOf } from '../session/session-id.ts';
import { SESSION_STORE, type SessionStore } from '../session/session-store.ts';
import type { StoredLogin } from '../session/stored-session.ts';
import { TouchSchedule } from '../session/touch-schedule.ts';

/** A login that a session cookie stands for. */
export class SessionLogin implements CurrentLogin {
  readonly principal: CurrentLogin['principal'];
  readonly credential: string;

  constructor(principal: CurrentLogin['principal'], sessionId: string) {
    this.principal = principal;
    this.credential = sessionId;
  }

  /** Made when somebody asks: most requests never do. */
  get sessionId(): string {
    return publicIdOf(this.credential);
  }
}

const MS = 1000;

@Injectable()
export class SessionCredential extends CredentialReader implements OnApplicationShutdown {
  readonly touches: TouchSchedule;
  readonly #store: SessionStore;
  readonly #cookies: SessionCookieReader;

  constructor(@Inject(SESSION_STORE) store: SessionStore, @Inject(CONFIG) config: Config) {
    super();
    this.#store = store;
    this.#cookies = new SessionCookieReader(config.COOKIE_SECRETS);
    this.touches = new TouchSchedule({
      windowMs: Math.min(config.SESSION_TOUCH_SECONDS, config.SESSION_IDLE_TTL_SECONDS / 2) * MS,
      // Off the response's path: an answer never waits for it, and the store's failures show in the next read.
      extend: (sessionId, lastSeenMs) => store.extend(sessionId, lastSeenMs).catch(() => undefined),
    });
  }

  override read(request: Request): SessionLogin | Promise<SessionLogin> {
    const cookie = this.#cookies.read(request.headers.cookie);
    if (cookie.state !== 'signed')
      throw new UnauthenticatedError(cookie.state, { presented: cookie.state === 'forged' });
    const { sessionId } = cookie;
    const found = this.#store.find(sessionId);
    return found instanceof Promise
      ? found.then((login) => this.#admit(sessionId, login))
      : this.#admit(sessionId, found);
  }

  /** No registered scheme stands for cookies; `Cookie` is what the HTTP cookie authentication draft proposed. */
  override challenge(): string {
    return `Cookie realm="authlab", cookie-name="${COOKIE_NAMES.session}"`;
  }

  #admit(sessionId: string, login: StoredLogin | undefined): SessionLogin {
    if (login === undefined) throw new UnauthenticatedError('ended', { presented: true });
    this.touches.seen(sessionId, Date.now());
    return new SessionLogin({ id: login.userId, roles: [...login.roles] }, sessionId);
  }

  /** Before the connection to the store closes: else sessions would end too early after each restart. */
  async onApplicationShutdown(): Promise<void> {
    await this.touches.flush();
  }
}
