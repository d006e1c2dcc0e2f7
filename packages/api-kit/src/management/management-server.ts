// Health and metrics, on a port of their own that is never published.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import type { Readiness } from './readiness.ts';

export interface ManagementOptions {
  readonly registry: Registry;
  readonly readiness: Readiness;
}

export interface ManagementServer {
  listen(port: number, host: string): Promise<number>;
  close(): Promise<void>;
}

export const createManagementServer = (options: ManagementOptions): ManagementServer => {
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, options);
  });
  return {
    listen: (port, host) => listen(server, port, host),
    close: () => close(server),
  };
};

const answer = async (url: string, response: ServerResponse, options: ManagementOptions): Promise<void> => {
  switch (url) {
    case '/health/live':
      return send(response, 200, 'live');
    case '/health/ready':
      return options.readiness.check().then(
        () => send(response, 200, 'ready'),
        () => send(response, 503, 'not ready'),
      );
    case '/metrics':
      response.setHeader('Content-Type', options.registry.contentType);
      response.end(await options.registry.metrics());
      return undefined;
    default:
      return send(response, 404, 'not found');
  }
};

const send = (response: ServerResponse, status: number, state: string): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ status: state }));
};

const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
