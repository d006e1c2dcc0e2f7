// The null server gives, byte for byte, the answer that it was given.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../load-pool.ts';
import { runClosedLoop } from '../run-closed-loop.ts';
import type { PreparedRequest } from '../send-request.ts';
import { canAnswer } from './canned-answer.ts';
import { startNullServer } from './start-null-server.ts';

const get: PreparedRequest = { method: 'GET', path: '/me', headers: { cookie: 'a=b' }, expect: 200 };

const oneAnswer = async (pool: LoadPool): Promise<number> => {
  const { counts } = await runClosedLoop({
    pool,
    requests: [get],
    connections: 1,
    seconds: 0.05,
    timeoutMs: 1000,
    signal: new AbortController().signal,
  });
  expect(counts).toMatchObject({ offered: counts.sent, completed: counts.sent, unexpected: 0 });
  return pool.bytes().out / counts.completed;
};

describe('startNullServer', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(() => stack.close());

  it('answers as many bytes as the server that it stands for', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('X-Long', 'x'.repeat(200)).setHeader('Content-Type', 'application/json');
      response.end('{"id":"1","roles":[]}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = await startNullServer(stack, await canAnswer(origin, get), undefined);
    await using real = openLoadPool(origin, 1);
    await using stand = openLoadPool(url, 1);
    expect(await oneAnswer(stand)).toBe(await oneAnswer(real));
    server.close();
  });
});
