// Requests over keep-alive connections: every one ends, once, with what the server did.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type LoadPool, openLoadPool } from '../load-pool.ts';
import type { PreparedRequest } from '../send-request.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const listening = async (server: Server, connections: number): Promise<LoadPool> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => server.close());
  const pool = openLoadPool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections);
  cleanUps.push(() => pool[Symbol.asyncDispose]());
  return pool;
};

const httpPool = async (listener: RequestListener, connections = 4) =>
  await listening(createServer(listener), connections);

/** What the server sends as soon as it is asked for anything. */
const tcpPool = async (answer: (socket: Socket) => void) =>
  await listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => answer(socket));
    }),
    4,
  );

const GET: PreparedRequest = { method: 'GET', path: '/me', headers: { cookie: 'a=b' }, expect: 200 };

/** The status, or the code of the failure. */
const send = (pool: LoadPool, request = GET, timeoutMs = 10_000): Promise<number | string> =>
  new Promise((resolve) => pool.send({ request, timeoutMs, onEnd: resolve, onFailure: resolve }));

describe('a load pool', () => {
  it('sends method, path, fields and body as they are', async () => {
    const seen: Record<string, unknown>[] = [];
    const pool = await httpPool(async (request, response) => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: await text(request) });
      response.end();
    });
    const request: PreparedRequest = {
      method: 'POST',
      path: '/auth/login',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Zoë"}',
      expect: 200,
    };
    expect(await send(pool, request)).toBe(200);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/auth/login',
        headers: {
          host: pool.origin.slice('http://'.length),
          connection: 'keep-alive',
          'content-type': 'application/json',
          'content-length': '15',
        },
        body: '{"name":"Zoë"}',
      },
    ]);
  });

  it('refuses a request that would break out of its line', async () => {
    const pool = await httpPool((_, response) => response.end());
    const broken = { ...GET, headers: { cookie: 'a=b\r\nx: y' } };
    expect(() => pool.send({ request: broken, timeoutMs: 1, onEnd: () => 0, onFailure: () => 0 })).toThrow(TypeError);
  });

  it('hands over the fields and the body, as Node reads them', async () => {
    const pool = await httpPool((_, response) => {
      response.setHeader('Set-Cookie', ['a=1', 'b=2']).setHeader('Vary', ['Origin', 'Cookie']);
      response.write('first, ');
      response.end('second');
    });
    const pieces: Buffer[] = [];
    let fields: unknown;
    const status = await new Promise((resolve) =>
      pool.send({
        request: GET,
        timeoutMs: 10_000,
        onHead: (head) => (fields = head),
        onData: (piece) => pieces.push(piece),
        onEnd: resolve,
        onFailure: resolve,
      }),
    );
    expect(status).toBe(200);
    expect(Buffer.concat(pieces).toString()).toBe('first, second');
    expect(fields).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], vary: 'Origin, Cookie' });
  });

  it('uses as many connections as it may, one after the other for the rest, and answers each request once', async () => {
    const sockets = new Set<Socket>();
    const open: ServerResponse[] = [];
    const pool = await httpPool(({ socket }, response) => {
      sockets.add(socket);
      open.push(response);
      // Nobody is answered before as many ask at once as may.
      if (open.length === 3) for (const one of open.splice(0)) one.end();
    }, 3);
    const answers = await Promise.all(Array.from({ length: 60 }, () => send(pool)));
    expect(answers).toEqual(Array.from({ length: 60 }, () => 200));
    expect(sockets.size).toBe(3);
  });

  it('opens another connection when the server closes one, after an answer or in place of it', async () => {
    let asked = 0;
    const pool = await httpPool((request, response) => {
      asked += 1;
      if (asked % 3 === 0) return request.socket.destroy();
      if (asked % 3 === 1) response.setHeader('Connection', 'close');
      return response.end();
    }, 1);
    const answers: (number | string)[] = [];
    for (let turn = 0; turn < 9; turn += 1) answers.push(await send(pool));
    expect(answers).toEqual([200, 200, 'ECONNRESET', 200, 200, 'ECONNRESET', 200, 200, 'ECONNRESET']);
  });

  it('does not use a connection that the server is about to close', async () => {
    const sockets = new Set<Socket>();
    const server = createServer({ keepAliveTimeout: 1000 }, ({ socket }: IncomingMessage, response: ServerResponse) => {
      sockets.add(socket);
      response.end();
    });
    const pool = await listening(server, 1);
    expect([await send(pool), await send(pool)]).toEqual([200, 200]);
    expect(sockets.size).toBe(2);
  });

  it('gives up what is not answered in time, under way or still waiting', async () => {
    const pool = await httpPool(() => undefined, 1);
    expect(await Promise.all([send(pool, GET, 60), send(pool, GET, 60)])).toEqual(['ETIMEDOUT', 'ETIMEDOUT']);
  });

  it('says why there is no answer', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await once(closed.close(), 'close');
    await using nobody = openLoadPool(`http://127.0.0.1:${port}`, 2);
    expect(await Promise.all([send(nobody), send(nobody), send(nobody)])).toEqual(
      Array.from({ length: 3 }, () => 'ECONNREFUSED'),
    );
    expect(await send(await tcpPool((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le')))).toBe('ECONNRESET');
    expect(await send(await tcpPool((socket) => socket.write('what?\r\n\r\n')))).toBe('EPROTO');
    expect(await send(await tcpPool((socket) => socket.resetAndDestroy()))).toBe('ECONNRESET');
  });

  it('takes nothing that it has not asked for', async () => {
    const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    const sockets = new Set<Socket>();
    const pool = await tcpPool((socket) => {
      sockets.add(socket);
      socket.write(ok, () => setTimeout(() => socket.write(ok.replace('200', '500')), 20));
    });
    expect(await send(pool)).toBe(200);
    const [first] = sockets;
    if (first?.closed === false) await once(first, 'close');
    expect(await send(pool)).toBe(200);
    expect(sockets.size).toBe(2);
  });

  it('ends what is under way when it is closed, and takes nothing any more', async () => {
    const pool = await httpPool(() => undefined, 1);
    const [underWay, waiting] = [send(pool), send(pool)];
    await pool[Symbol.asyncDispose]();
    expect(await Promise.all([underWay, waiting, send(pool)])).toEqual(['ECANCELED', 'ECANCELED', 'ECANCELED']);
  });
});
