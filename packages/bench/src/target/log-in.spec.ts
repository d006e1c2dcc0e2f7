// A login's credential can be presented to any replica, and really goes there.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LoadPool, openLoadPool } from '../load/load-pool.ts';
import { clientAt, logIn, type Login } from './log-in.ts';

const account = { id: 'u1', email: 'ada@lab.example', password: 'a long enough pass phrase' };

describe('clientAt', () => {
  const servers: Server[] = [];
  const pools: LoadPool[] = [];
  let login: Login;

  beforeAll(async () => {
    for (const name of ['first', 'second']) {
      const server = createServer((request, response) => {
        const cookie = '__Host-sid=secret; Path=/; Secure; HttpOnly';
        if (request.url === '/auth/login') response.setHeader('set-cookie', cookie);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ server: name, cookie: request.headers.cookie }));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      servers.push(server);
      pools.push(openLoadPool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2));
    }
    login = await logIn('session/redis', pools[0]!, account);
  });
  afterAll(async () => {
    for (const pool of pools) await pool[Symbol.asyncDispose]();
    for (const server of servers) server.close();
  });

  it.each(['first', 'second'])('asks the %s replica with the credential of the login', async (name) => {
    const pool = pools[name === 'first' ? 0 : 1]!;
    const { body } = await clientAt(login, pool).send('me');
    expect(body).toEqual({ server: name, cookie: '__Host-sid=secret' });
  });
});
