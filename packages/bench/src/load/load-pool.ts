// Keep-alive connections to one server, whose bytes are counted at the sockets.
import type { Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { ConnectionPool } from './connection/connection-pool.ts';
import { requestBytes } from './connection/request-bytes.ts';
import { loopbackOrigin } from './loopback-origin.ts';
import type { PreparedRequest, RequestSender } from './send-request.ts';

/** Bytes as the server sees them: `in` are requests, `out` are answers. */
export interface WireBytes {
  readonly in: number;
  readonly out: number;
}

/** The connections to one server; load goes over our own, on which a request costs the generator less than on undici's. */
export interface LoadPool extends AsyncDisposable, RequestSender {
  readonly origin: string;
  /** For an `AuthClient`: everything that is not load. */
  readonly pool: Pool;
  /** Everything that has passed since the pool was opened, headers included. */
  readonly bytes: () => WireBytes;
}

/**
 * @param url of a server on this machine
 * @param connections how many there may be at once; further requests wait for one
 * @throws {TypeError} when the server is not on a loopback address
 */
export const openLoadPool = (url: string, connections: number): LoadPool => {
  const origin = loopbackOrigin(url);
  const counted = countedPool(origin, connections);
  const { hostname, port, host } = new URL(origin);
  const own = new ConnectionPool({ host: hostname.replaceAll(/^\[|\]$/gu, ''), port: Number(port), connections });
  const known = new WeakMap<PreparedRequest, Buffer>();
  const bytesOf = (request: PreparedRequest): Buffer => {
    const bytes = known.get(request) ?? requestBytes(request, host);
    known.set(request, bytes);
    return bytes;
  };
  return {
    origin,
    pool: counted.pool,
    send: ({ request, timeoutMs, ...listener }) => {
      own.send({ ...listener, bytes: bytesOf(request), deadlineMs: performance.now() + timeoutMs });
    },
    bytes: () => plus(counted.bytes(), own.bytes),
    [Symbol.asyncDispose]: async () => {
      own.close();
      await counted.pool.destroy();
    },
  };
};

const countedPool = (origin: string, connections: number): { readonly pool: Pool; readonly bytes: () => WireBytes } => {
  const open = new Set<Socket>();
  const closed = { in: 0, out: 0 };
  const connect = buildConnector({});
  const counted: buildConnector.connector = (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        closed.in += socket.bytesWritten;
        closed.out += socket.bytesRead;
      });
      return callback(null, socket);
    });
  const pool = new Pool(origin, { connections, pipelining: 1, connect: counted, maxHeaderSize: MAX_HEADER_BYTES });
  const bytes = (): WireBytes =>
    [...open].map((socket) => ({ in: socket.bytesWritten, out: socket.bytesRead })).reduce(plus, closed);
  return { pool, bytes };
};

/** An answer may set a cookie that no server takes back. */
const MAX_HEADER_BYTES = 128 * 1024;

const plus = (left: WireBytes, right: WireBytes): WireBytes => ({ in: left.in + right.in, out: left.out + right.out });
