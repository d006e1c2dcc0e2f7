// Stands before an API and notes what browsers send to it, also where script is told nothing of it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { cookieNamesIn } from './cookie-names.ts';

/** A request that arrived, preflights included, and how the API answered it. */
export interface Arrival {
  readonly method: string;
  readonly cookieNames: readonly string[];
  /** Absent until the API has answered. */
  readonly status?: number;
}

interface Draft extends Arrival {
  readonly tag: string | null;
  status?: number;
}

const LOOK_AGAIN_MS = 10;
const GIVE_UP_MS = 20_000;

export class ApiGate implements AsyncDisposable {
  /** Under the name `localhost`. */
  readonly url: string;
  readonly #server: Server;
  readonly #drafts: readonly Draft[];

  private constructor(server: Server, drafts: readonly Draft[]) {
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
    this.#server = server;
    this.#drafts = drafts;
  }

  static async start(apiUrl: string): Promise<ApiGate> {
    const drafts: Draft[] = [];
    const server = createServer((incoming, outgoing) => {
      const { method = '', url = '/', headers } = incoming;
      const draft: Draft = {
        method,
        cookieNames: cookieNamesIn(headers.cookie),
        tag: new URL(url, apiUrl).searchParams.get('tag'),
      };
      drafts.push(draft);
      pass(apiUrl, incoming, outgoing).on('response', ({ statusCode }) => {
        if (statusCode !== undefined) draft.status = statusCode;
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ApiGate(server, drafts);
  }

  /** What has arrived with `?tag=...`, in order. */
  arrivals(tag: string): readonly Arrival[] {
    return this.#drafts.filter((draft) => draft.tag === tag);
  }

  /** Waits for one that was answered: what a form sends, nobody tells the page about. @throws {Error} when none comes */
  async firstAnswered(tag: string): Promise<Arrival> {
    const endMs = performance.now() + GIVE_UP_MS;
    while (performance.now() < endMs) {
      const answered = this.arrivals(tag).find(({ status }) => status !== undefined);
      if (answered !== undefined) return answered;
      await delay(LOOK_AGAIN_MS);
    }
    throw new Error(`no request with the tag ${tag} arrived and was answered`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

/** As it came, `Host` included: the API must see what the browser sent. */
const pass = (apiUrl: string, incoming: IncomingMessage, outgoing: ServerResponse) => {
  const { method, url, headers } = incoming;
  const upstream = send(new URL(url ?? '/', apiUrl), { method, headers });
  upstream.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  upstream.on('error', () => outgoing.destroy());
  incoming.pipe(upstream);
  return upstream;
};
