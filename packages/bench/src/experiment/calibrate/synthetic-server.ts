// A server whose behaviour is known: what the lab says of it can be checked.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { readBehaviour } from './config.ts';
import { COLD } from './cold.ts';
import { STALL } from './stall.ts';

const behaviour = readBehaviour();
const NOBODY = { id: '00000000-0000-4000-8000-000000000000', roles: ['user'] };

/** By access token; by email before that. */
const principals = new Map<string, object>();

/** `shedding` answers each n-th request for lack of room. */
const SHED_EACH = 20;
let served = 0;

const spin = (milliseconds: number): void => {
  const endMs = performance.now() + milliseconds;
  while (performance.now() < endMs);
};

/** By the clock: a repeating timer would start its next period after the pause. */
const stallAt = (dueMs: number): void => {
  setTimeout(() => {
    spin(STALL.forMs);
    stallAt(dueMs + STALL.everyMs);
  }, dueMs - performance.now());
};

const send = (response: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};

const me = (request: IncomingMessage, response: ServerResponse): void => {
  const principal = principals.get(request.headers.authorization?.slice('Bearer '.length) ?? '');
  if (behaviour === 'open-door') return send(response, 200, principal ?? NOBODY);
  if (principal === undefined) return send(response, 401, { code: 'unauthenticated' });
  if (behaviour === 'shedding' && served % SHED_EACH === 0) return send(response, 503, { code: 'overloaded' });
  return send(response, 200, behaviour === 'somebody-else' ? NOBODY : principal);
};

const logIn = (email: string, response: ServerResponse): void => {
  const accessToken = randomUUID();
  principals.set(accessToken, principals.get(email) ?? NOBODY);
  send(response, 200, { accessToken, tokenType: 'Bearer', expiresIn: 3600 });
};

const register = (email: string, response: ServerResponse): void => {
  const principal = { id: randomUUID(), roles: ['user'] };
  principals.set(email, principal);
  send(response, 201, principal);
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { email } = JSON.parse(body) as { email: string };
    return request.url === '/auth/register' ? register(email, response) : logIn(email, response);
  }
  served += 1;
  if (behaviour === 'slow-start') spin((COLD.extraUs / 1000) * Math.max(0, 1 - served / COLD.requests));
  return request.url === '/public' ? send(response, 200, NOBODY) : me(request, response);
};

const server = createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ event: 'ready', port, managementPort: port })}\n`);
});
// In the middle of a period, so that a load that starts with one sees whole stalls. All clients together wait for one synchronous pause, as they do for a long garbage collection.
if (behaviour === 'stalling') stallAt(performance.now() + STALL.everyMs / 2);
process.on('SIGTERM', () => process.exit(0));
