// What crossed the wire for the calls of a page, also where its script may not see it.
import { setTimeout as delay } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';

/** A request and what came back, as the browser's own network saw them. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  /** Names of the cookies that went along. */
  readonly cookieNames: readonly string[];
  /** Absent where it was never sent. */
  readonly status?: number;
}

interface Draft {
  method: string;
  url: string;
  cookieNames: readonly string[];
  status?: number;
  /** Not sent, because the API did not permit it when it was asked. */
  isForbidden: boolean;
}

const LOOK_AGAIN_MS = 10;
const GIVE_UP_MS = 10_000;

export class Wire implements AsyncDisposable {
  readonly #session: CDPSession;
  readonly #drafts = new Map<string, Draft>();

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  /** Of the page itself; frames of other sites have a network of their own. */
  static async of(page: Page): Promise<Wire> {
    const session = await page.context().newCDPSession(page);
    const wire = new Wire(session);
    session.on('Network.requestWillBeSent', ({ requestId, request: { method, url } }) => {
      Object.assign(wire.#draft(requestId), { method, url });
    });
    session.on('Network.requestWillBeSentExtraInfo', ({ requestId, associatedCookies }) => {
      const sent = associatedCookies.filter(({ blockedReasons }) => blockedReasons.length === 0);
      wire.#draft(requestId).cookieNames = sent.map(({ cookie }) => cookie.name);
    });
    session.on('Network.responseReceivedExtraInfo', ({ requestId, statusCode }) => {
      wire.#draft(requestId).status = statusCode;
    });
    session.on('Network.loadingFailed', ({ requestId, corsErrorStatus }) => {
      wire.#draft(requestId).isForbidden = corsErrorStatus?.corsError.startsWith('Preflight') === true;
    });
    await session.send('Network.enable');
    return wire;
  }

  /**
   * The exchanges with that address, preflights included, once all their news has arrived: it comes after the answer
   * that script gets.
   *
   * @throws {Error} when it does not come
   */
  async exchanges(url: string): Promise<readonly Exchange[]> {
    const endMs = performance.now() + GIVE_UP_MS;
    while (performance.now() < endMs) {
      const drafts = [...this.#drafts.values()].filter((draft) => draft.url === url);
      if (drafts.length > 0 && drafts.every(isSettled)) return drafts;
      await delay(LOOK_AGAIN_MS);
    }
    throw new Error(`the browser did not say what became of ${url}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.detach();
  }

  #draft(requestId: string): Draft {
    const known = this.#drafts.get(requestId) ?? { method: '', url: '', cookieNames: [], isForbidden: false };
    this.#drafts.set(requestId, known);
    return known;
  }
}

const isSettled = ({ status, isForbidden }: Draft): boolean => status !== undefined || isForbidden;
