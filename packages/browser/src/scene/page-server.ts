// A tiny server of plain pages: sets the cookies it is asked for, and remembers what browsers send to it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cookieNamesIn } from './cookie-names.ts';

/** One request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  /** As the asker named it, so that it is found again. */
  readonly tag: string | null;
  /** In the order of the header. */
  readonly cookieNames: readonly string[];
}

/** Answers on 127.0.0.1 and so, by name, on `localhost` and below `.test`. */
export class PageServer implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #seen: readonly SeenRequest[];

  private constructor(server: Server, seen: readonly SeenRequest[]) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#seen = seen;
  }

  static async start(): Promise<PageServer> {
    const seen: SeenRequest[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://page');
      seen.push(seenOf(request, url));
      answer(response, url, request.headers.origin);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new PageServer(server, seen);
  }

  /** The requests of that tag, oldest first. */
  seen(tag: string): readonly SeenRequest[] {
    return this.#seen.filter((request) => request.tag === tag);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

const seenOf = ({ method = '', headers }: IncomingMessage, { pathname, searchParams }: URL): SeenRequest => ({
  method,
  path: pathname,
  tag: searchParams.get('tag'),
  cookieNames: cookieNamesIn(headers.cookie),
});

/** `?set=COOKIE` sets a cookie, `?allow=ORIGIN` lets that origin read the answer, `?frame=URL` shows another page. */
const answer = (response: ServerResponse, { searchParams }: URL, origin = ''): void => {
  const cookies = searchParams.getAll('set');
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  const allowed = searchParams.get('allow');
  if (allowed !== null) {
    response.setHeader('access-control-allow-origin', allowed === 'asker' ? origin : allowed);
    response.setHeader('access-control-allow-credentials', 'true');
  }
  const frame = searchParams.get('frame');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><title>page</title>${frame === null ? '' : `<iframe src="${asAttribute(frame)}"></iframe>`}`,
  );
};

const asAttribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
