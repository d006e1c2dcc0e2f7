// Keep-alive connections to one server, whose bytes are counted at the sockets.
import type { Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { loopbackOrigin } from './loopback-origin.ts';

/** Bytes as the server sees them: `in` are requests, `out` are answers. */
export interface WireBytes {
  readonly in: number;
  readonly out: number;
}

/** The connections to one server. */
export interface LoadPool extends AsyncDisposable {
  readonly origin: string;
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
  return { origin, pool, bytes: () => sum(open, closed), [Symbol.asyncDispose]: () => pool.destroy() };
};

/** An answer may set a cookie that no server takes back. */
const MAX_HEADER_BYTES = 128 * 1024;

const sum = (open: ReadonlySet<Socket>, closed: WireBytes): WireBytes => {
  const total = { ...closed };
  for (const socket of open) {
    total.in += socket.bytesWritten;
    total.out += socket.bytesRead;
  }
  return total;
};
