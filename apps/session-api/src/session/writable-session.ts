// express-session, attached to the few requests that write a session: login and the renewal of the credential.
import { CONFIG, requireSecureTransport } from '@authlab/api-kit';
import { COOKIE_NAMES } from '@authlab/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import expressSession from 'express-session';
import type { Config } from '../config.ts';
import { RedisSessionStore } from './redis-session-store.ts';
import { cookieAttributes } from './session-cookie.ts';
import { newSessionId } from './session-id.ts';
import type { StoredSession } from './stored-session.ts';

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/**
 * Reading needs none of what express-session does to every request (wrapping the response, hashing the session twice),
 * which is most of a session's cost; so it runs only where it sets a cookie.
 */
@Injectable()
export class WritableSession {
  readonly #store: RedisSessionStore;
  readonly #attach: RequestHandler;
  /** Whose session the next id is for, by request. */
  readonly #owners = new WeakMap<object, string>();

  constructor(store: RedisSessionStore, @Inject(CONFIG) config: Config) {
    this.#store = store;
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
  }

  /**
   * Replaces whatever session the request came with by a new one under a new id (against fixation, OWASP ASVS 5.0
   * 7.2.4), stores it, and lets express-session set the cookie.
   */
  async replace({ request, response }: Exchange, login: StoredSession): Promise<void> {
    requireSecureTransport(request);
    // Also where this machine itself is the browser's host: express-session asks no more than this property.
    Object.defineProperty(request, 'secure', { value: true });
    this.#owners.set(request, login.userId);
    await call((next) => this.#attach(request, response, next));
    await call((done) => request.session.regenerate(done));
    await this.#store.create(request.sessionID, Object.assign(request.session, { login }));
  }
}

const call = (work: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    work((error) => (error ? reject(error) : resolve()));
  });
