// A slow request that writes its session races with everything that ends sessions: nothing that was ended ever comes back.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import expressSession, { type SessionData } from 'express-session';
import type { RedisSessionStore } from '../src/session/redis-session-store.ts';
import { newSessionId } from '../src/session/session-id.ts';
import { openTestStore, type TestStore } from './test-store.ts';

const ROUNDS = 200;
const USER = '0b0e2a0c-0000-4000-8000-000000000001';

/** Everybody who arrives waits until all have arrived. */
const barrier = (parties: number): (() => Promise<void>) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return async () => {
    arrived += 1;
    if (arrived === parties) resolve();
    await promise;
  };
};

const newSession = (): SessionData & { login: SessionData['login'] } =>
  ({ cookie: {}, login: { userId: USER, roles: ['user'], ip: '::1', createdAtMs: Date.now() } }) as never;

/** What ends the session `sessionId` of the user, as the routes do it. */
const ENDINGS: Record<string, (store: RedisSessionStore, sessionId: string) => Promise<unknown>> = {
  logout: (store, sessionId) => store.end(sessionId),
  'logout-everywhere': (store) => store.endAll(USER),
  'removal by another device': async (store, sessionId) => {
    const listed = await store.listOf(USER);
    return await store.end(listed.find((session) => session.sessionId === sessionId)!.sessionId);
  },
  'a new password on another device': (store) => store.endAll(USER, newSessionId(USER)),
  'a renewed id': (store, sessionId) => store.replace(sessionId, newSessionId(USER), newSession()),
};

describe.each(Object.entries(ENDINGS))('a slow request against %s', (_name, end) => {
  let opened: TestStore;
  beforeAll(async () => {
    opened = await openTestStore();
  });
  afterAll(async () => await opened[Symbol.asyncDispose]());

  it(`revives nothing in ${ROUNDS} rounds`, async () => {
    const { store } = opened;
    let arrive = barrier(2);
    const app = express();
    let sessionId = '';
    app.use(
      expressSession({
        store,
        secret: 's'.repeat(32),
        resave: false,
        saveUninitialized: false,
        genid: () => sessionId,
      }),
    );
    app.get('/slow', async (request, response) => {
      // The session was loaded; whatever ends it now may win or lose the race to the save at the end of the answer.
      await arrive();
      Object.assign(request.session, { cart: Math.random() });
      response.end('written');
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slow`;
    const revived: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      sessionId = newSessionId(USER);
      arrive = barrier(2);
      await store.create(sessionId, newSession());
      const ended = arrive().then(() => end(store, sessionId));
      const [answer] = await Promise.all([slowly(url, sessionId), ended]);
      expect(answer).toBe(200);
      if ((await store.find(sessionId)) !== undefined) revived.push(sessionId);
      if ((await store.listOf(USER)).some((session) => session.sessionId === sessionId)) revived.push(sessionId);
    }
    server.close();
    expect(revived).toEqual([]);
  });
});

/** Sends a request with the session's signed cookie. */
const slowly = async (url: string, sessionId: string): Promise<number> => {
  const { sign } = await import('cookie-signature');
  const cookie = `connect.sid=${encodeURIComponent(`s:${sign(sessionId, 's'.repeat(32))}`)}`;
  return (await fetch(url, { headers: { cookie } })).status;
};
