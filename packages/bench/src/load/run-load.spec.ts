// The engine sends everything it was told to, on time, and hides neither stalls nor wrong answers.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { duetSchedule } from '../scenario/duet-schedule.ts';
import { type LoadPool, openLoadPool } from './load-pool.ts';
import { type LoadOptions, runLoad } from './run-load.ts';
import type { PreparedRequest } from './send-request.ts';

const open: { server: Server; pool: LoadPool }[] = [];

const start = async (listener: RequestListener): Promise<LoadPool> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pool = openLoadPool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 8);
  open.push({ server, pool });
  return pool;
};

afterEach(async () => {
  for (const { server, pool } of open.splice(0)) {
    await pool[Symbol.asyncDispose]();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const get: PreparedRequest = { method: 'GET', path: '/me', headers: { cookie: 'a=b' }, expect: 200 };

const loadOf = (pools: readonly LoadPool[], arrivals: { ratePerSec: number; seconds: number }): LoadOptions => ({
  schedule: duetSchedule(
    pools.map((_, index) => ({
      id: `variant/${index}`,
      seed: 5,
      arrivals: { process: 'poisson', ...arrivals },
      population: { users: 3 },
      mix: [{ operation: 'me', weight: 1, expect: 200 }],
      timeline: [],
    })),
  ),
  variants: pools.map((pool) => ({ pool, request: () => get })),
  timeoutMs: 5000,
  signal: new AbortController().signal,
});

describe('runLoad', () => {
  it('sends and completes exactly what is offered, and counts every answer', async () => {
    const right = await start((_, response) => response.end('{}'));
    const wrong = await start((_, response) => response.writeHead(503).end());
    const { variants, ownUtilization } = await runLoad(loadOf([right, wrong], { ratePerSec: 200, seconds: 0.5 }));
    expect(variants[0]).toMatchObject({
      offered: 100,
      sent: 100,
      completed: 100,
      unexpected: 0,
      statuses: { 200: 100 },
    });
    expect(variants[1]).toMatchObject({
      offered: 100,
      sent: 100,
      completed: 100,
      unexpected: 100,
      statuses: { 503: 100 },
    });
    expect(variants[0]?.latency.count).toBe(100);
    expect(ownUtilization).toBeGreaterThan(0);
    expect(ownUtilization).toBeLessThanOrEqual(1);
  });

  it('goes on sending while the server stalls, and the stall shows in the time from the intended start', async () => {
    let stalled = false;
    const pool = await start((_, response) => {
      if (!stalled) {
        stalled = true;
        const end = performance.now() + 300;
        while (performance.now() < end);
      }
      response.end();
    });
    const { variants } = await runLoad(loadOf([pool], { ratePerSec: 200, seconds: 0.5 }));
    expect(variants[0]).toMatchObject({ offered: 100, completed: 100 });
    // A closed loop would have seen one slow request of 100; half of those offered arrived during the stall.
    expect(variants[0]?.latency.p50Us).toBeGreaterThan(20_000);
  });

  it('counts a request that is never answered as timed out and does not call it completed', async () => {
    const pool = await start(() => undefined);
    const options = { ...loadOf([pool], { ratePerSec: 20, seconds: 0.2 }), timeoutMs: 200 };
    const { variants } = await runLoad(options);
    expect(variants[0]).toMatchObject({ offered: 4, sent: 4, completed: 0, timeouts: 4 });
  });

  it('counts a broken connection as a failure', async () => {
    const pool = await start((request) => request.socket.destroy());
    const { variants } = await runLoad(loadOf([pool], { ratePerSec: 20, seconds: 0.2 }));
    expect(variants[0]).toMatchObject({ sent: 4, completed: 0, failures: { ECONNRESET: 4 } });
  });

  it('ends with the reason of its signal', async () => {
    const pool = await start((_, response) => response.end());
    const controller = new AbortController();
    const run = runLoad({ ...loadOf([pool], { ratePerSec: 50, seconds: 60 }), signal: controller.signal });
    await sleep(50);
    controller.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
  });

  it('counts the bytes of headers and bodies both ways at the sockets', async () => {
    let received = 0;
    const pool = await start((request, response) => {
      received = request.socket.bytesRead;
      response.end('x'.repeat(1000));
    });
    await runLoad(loadOf([pool], { ratePerSec: 10, seconds: 0.1 }));
    expect(pool.bytes().in).toBe(received);
    expect(pool.bytes().out).toBeGreaterThan(1000);
  });
});

describe('openLoadPool', () => {
  it.each(['https://127.0.0.1:1', 'http://example.com', 'http://10.0.0.1:80', 'no url'])('refuses %s', (url) => {
    expect(() => openLoadPool(url, 1)).toThrow(TypeError);
  });
});
