// Sends a request on to a replica, and counts what comes back on the wire.
import { type Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Socket } from 'node:net';

/** The APIs give up on their stores much earlier. */
const TIMEOUT_MS = 10_000;

export interface UpstreamRequest {
  readonly url: string;
  readonly method: string;
  /** Path and query, exactly as the client sent them. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
  readonly agent: Agent;
  readonly signal: AbortSignal;
}

export interface UpstreamAnswer {
  readonly message: IncomingMessage;
  /** Bytes of this answer so far: all of them once the message has ended. */
  readonly bytesRead: () => number;
}

/** @throws the error of the connection, `code` among others `ECONNREFUSED`: then the replica has seen nothing */
export const sendUpstream = async (wanted: UpstreamRequest): Promise<UpstreamAnswer> =>
  await new Promise((resolve, reject) => {
    const { url, method, path, headers, body, agent, signal } = wanted;
    const { hostname, port } = new URL(url);
    const sent = request({ host: hostname, port, method, path, headers, agent, signal, timeout: TIMEOUT_MS });
    let wire: { readonly socket: Socket; readonly before: number } | undefined;
    sent.on('socket', (socket) => {
      wire = { socket, before: socket.bytesRead };
    });
    sent.on('timeout', () => sent.destroy(new Error('the replica does not answer')));
    sent.on('error', reject);
    sent.on('response', (message) => {
      resolve({ message, bytesRead: () => (wire === undefined ? 0 : wire.socket.bytesRead - wire.before) });
    });
    sent.end(body);
  });
