// express-session, attached to the few requests that write a session: login and the renewal of the credential.
import { CONFIG, type Exchange, requireSecureTransport } from '@authlab/api-kit';
import { COOKIE_NAMES } from '@authlab/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import expressSession from 'express-session';
import type { Config } from '../config.ts';
import { cookieAttributes } from './session-cookie.ts';
import { newSessionId } from './session-id.ts';
import { type LoginSessionData, SESSION_STORE, type SessionStore } from './session-store.ts';
import type { StoredLogin } from './stored-session.ts';

/** express-session's `generate`, which its types leave out: a new session for the request, nothing stored yet. */
type GeneratingStore = SessionStore & { generate(request: Request): void };

/**
 * Reading needs none of what express-session does to every request (wrapping the response, hashing the session twice),
 * which is most of a session's cost; so it runs only where it sets a cookie.
 */
@Injectable()
export class WritableSession {
  readonly #store: GeneratingStore;
  readonly #attach: RequestHandler;
  /** Whose session the next id is for, by request. */
  readonly #owners = new WeakMap<object, string>();

  constructor(@Inject(SESSION_STORE) store: SessionStore, @Inject(CONFIG) config: Config) {
    this.#attach = expressSession({
      name: COOKIE_NAMES.session,
      secret: config.COOKIE_SECRETS,
      store,
      genid: (request) => newSessionId(this.#owners.get(request) ?? ''),
      cookie: cookieAttributes,
      // Nothing is stored, and no cookie is set, before somebody has logged in.
      saveUninitialized: false,
      resave: false,
    });
    // express-session gives the store this method when it is set up with it.
    this.#store = store as GeneratingStore;
  }

  /**
   * Gives the request a new session under a new id, never the one that it came with (against fixation, OWASP ASVS 5.0
   * 7.2.4). Once `store` has stored it, express-session sets the cookie.
   *
   * @returns false when `store` says so: then there is no session and no cookie
   */
  async begin({ request, response }: Exchange, login: StoredLogin, store: StoreNew): Promise<boolean> {
    requireSecureTransport(request);
    // Also where this machine itself is the browser's host: express-session asks no more than this property.
    Object.defineProperty(request, 'secure', { value: true, configurable: true });
    this.#owners.set(request, login.userId);
    await this.#attachTo(request, response);
    this.#store.generate(request);
    let isStored = false;
    try {
      isStored = await store(request.sessionID, Object.assign(request.session, { login }));
      return isStored;
    } finally {
      // Also when storing failed: an answer that is no success must not carry the credential.
      if (!isStored) this.forget(request);
    }
  }

  /** The request has no session any more: nothing is saved and no cookie is set at its end. */
  forget(request: Request): void {
    Reflect.deleteProperty(request, 'session');
  }

  #attachTo(request: Request, response: Response): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#attach(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
    });
  }
}

/** Stores a new session under its id; false when it must not begin. */
type StoreNew = (sessionId: string, session: LoginSessionData) => Promise<boolean>;
