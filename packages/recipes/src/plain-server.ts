// The routes of a comparator on node:http alone, for what brings no framework of its own.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Credentials, NOBODY, type Person } from './people.ts';
import { sayReady } from './ready-line.ts';

export interface PlainRoutes {
  readonly register: (body: Credentials) => Person | Promise<Person>;
  /** What answers the login; undefined refuses it. */
  readonly login: (body: Credentials, request: IncomingMessage, response: ServerResponse) => unknown;
  /** Who sends the request; undefined refuses it. */
  readonly me: (request: IncomingMessage, response: ServerResponse) => Person | undefined | Promise<Person | undefined>;
  /** Absent where the credential is all there is, and a logout throws it away. */
  readonly logout?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Closes what keeps the process alive beside the server. */
  readonly end?: () => void;
}

/** Listens on an ephemeral port of this machine until SIGTERM. */
export const servePlainly = (routes: PlainRoutes): void => {
  const server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      send(response, 500, { code: 'internal' });
    });
  });
  server.listen(0, '127.0.0.1', () => sayReady(server));
  process.once('SIGTERM', () => {
    server.close();
    server.closeIdleConnections();
    routes.end?.();
  });
};

const answer = async (routes: PlainRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  switch (`${request.method} ${request.url}`) {
    case 'GET /public':
      return send(response, 200, { id: NOBODY.id, roles: NOBODY.roles });
    case 'GET /me':
      return sendOrRefuse(response, await routes.me(request, response));
    case 'POST /auth/register':
      return send(response, 201, await routes.register(await readBody(request)));
    case 'POST /auth/login':
      return sendOrRefuse(response, await routes.login(await readBody(request), request, response));
    case 'POST /auth/logout':
      if (routes.logout === undefined) break;
      await routes.logout(request, response);
      return send(response, 204);
    default:
      break;
  }
  return send(response, 404, { code: 'not_found' });
};

const sendOrRefuse = (response: ServerResponse, body: unknown): void =>
  body === undefined ? send(response, 401, { code: 'unauthenticated' }) : send(response, 200, body);

const send = (response: ServerResponse, status: number, body?: unknown): void => {
  if (body === undefined) return void response.writeHead(status).end();
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
};

const readBody = async (request: IncomingMessage): Promise<Credentials> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Credentials;
};
