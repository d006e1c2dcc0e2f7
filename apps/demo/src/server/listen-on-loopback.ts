// A web server on this machine alone, with its port known before anything is answered.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

export interface LoopbackServer extends AsyncDisposable {
  readonly port: number;
  /** Under the name that the page has, too. */
  readonly url: string;
  /** Under another name: for a browser, another site. */
  readonly crossSiteUrl: string;
  /** Until this is called, requests are answered 503. */
  serve(listener: RequestListener): void;
}

/**
 * @param port 0 for any free one
 * @throws {PortTakenError}
 */
export const listenOnLoopback = async (port = 0): Promise<LoopbackServer> => {
  let listener = notYet;
  const server = createServer((request, response) => listener(request, response));
  await listening(server, port);
  const { port: got } = server.address() as AddressInfo;
  return {
    port: got,
    url: `http://localhost:${got}`,
    crossSiteUrl: `http://${HOST}:${got}`,
    serve: (next) => void (listener = next),
    [Symbol.asyncDispose]: async () => await close(server),
  };
};

const notYet: RequestListener = (_request, response) => void response.writeHead(503, { 'retry-after': '1' }).end();

const listening = async (server: Server, port: number): Promise<void> => {
  try {
    await once(server.listen(port, HOST), 'listening');
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTakenError(port) : error;
  }
};

const close = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  // Event streams and kept connections would go on for ever.
  server.closeAllConnections();
  await closed;
};

/** Somebody else listens there. */
class PortTakenError extends Error {
  readonly code = 'port_taken';

  constructor(port: number) {
    super(`port ${port} is taken by another program: name another one with --port, or none for a free one`);
    this.name = 'PortTakenError';
  }
}
