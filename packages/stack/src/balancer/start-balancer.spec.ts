// The balancer is a real HAProxy: it shares requests out, keeps clients where they were, and notices who is ill.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';
import type { Balancer } from './balancer.ts';
import { type Affinity, SERVED_BY_HEADER } from './balancer-config.ts';
import { BalancerStartError } from './balancer-start-error.ts';
import { startBalancer } from './start-balancer.ts';

const CHECK_EVERY_MS = 50;

/** Stands for a replica: says who it is and what it was asked, and is as ready as it is told to be. */
class Place implements AsyncDisposable {
  isReady = true;
  readonly #servers: readonly Server[];

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
  }

  static async start(): Promise<Place> {
    const api = createServer((request, response) => response.end(JSON.stringify(request.headers)));
    const management = createServer((request, response) => {
      response.statusCode = request.url === '/health/ready' && place.isReady ? 200 : 503;
      response.end();
    });
    const place = new Place([api, management]);
    for (const server of [api, management]) await once(server.listen(0, '127.0.0.1'), 'listening');
    return place;
  }

  get url(): string {
    return urlOf(this.#servers[0]!);
  }

  get managementUrl(): string {
    return urlOf(this.#servers[1]!);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
    await delay(0);
  }
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const ask = async ({ url }: Balancer, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(url, { headers });
  const received = (await answer.json().catch(() => ({}))) as IncomingHttpHeaders;
  return { status: answer.status, received, by: answer.headers.get(SERVED_BY_HEADER), answer };
};

const until = async (balancer: Balancer, up: readonly boolean[]): Promise<void> => {
  const isUp = async () => (await balancer.stats()).map((server) => server.isUp);
  while (String(await isUp()) !== String(up)) await delay(10);
};

describe('startBalancer', () => {
  let stack: Stack;
  let places: readonly Place[];
  beforeEach(async () => {
    stack = await openStack();
    places = await Promise.all([1, 2, 3].map(async () => await stack.own(async () => await Place.start())));
  });
  afterEach(async () => await stack.close());

  const start = async (affinity: Affinity): Promise<Balancer> =>
    await stack.balancer({ servers: places, affinity, checkEveryMs: CHECK_EVERY_MS });

  it('gives each request to the next server, and counts them', async () => {
    const balancer = await start('none');
    const by = [];
    for (let request = 0; request < 9; request += 1) by.push((await ask(balancer)).by);
    expect(new Set(by.slice(0, 3))).toEqual(new Set(['replica-1', 'replica-2', 'replica-3']));
    expect(by.slice(3)).toEqual(by.slice(0, 6));
    expect((await balancer.stats()).map(({ requests }) => requests)).toEqual([3, 3, 3]);
  });

  it('tells the servers who asks and that it came over https, and believes no client about it', async () => {
    const { received } = await ask(await start('none'), { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-proto': 'http' });
    expect(received).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' });
  });

  it('keeps a client with its server by a cookie, which no server sees', async () => {
    const balancer = await start('cookie');
    const first = await ask(balancer);
    const [cookie = ''] = first.answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-node=replica-\d; path=\/; HttpOnly; Secure$/iu);
    for (let request = 0; request < 4; request += 1) {
      const { by, received } = await ask(balancer, { cookie: cookie.split(';')[0] ?? '' });
      expect([by, received.cookie]).toEqual([first.by, undefined]);
    }
  });

  it('asks no server that says it is not ready, until it is again', async () => {
    const balancer = await start('none');
    places[1]!.isReady = false;
    await until(balancer, [true, false, true]);
    const by = [];
    for (let request = 0; request < 6; request += 1) by.push((await ask(balancer)).by);
    expect(by).not.toContain('replica-2');
    places[1]!.isReady = true;
    await until(balancer, [true, true, true]);
  });

  it('goes on where a server has gone, and takes a new process in its place', async () => {
    const balancer = await start('none');
    await places[0]![Symbol.asyncDispose]();
    for (let request = 0; request < 6; request += 1) expect((await ask(balancer)).status).toBe(200);
    await until(balancer, [false, true, true]);
    await balancer.replace(0, await stack.own(async () => await Place.start()));
    await until(balancer, [true, true, true]);
    const by = [];
    for (let request = 0; request < 3; request += 1) by.push((await ask(balancer)).by);
    expect(by).toContain('replica-1');
  });

  it('shares its port with nobody, and takes another where one is taken', async () => {
    const { port } = await start('none');
    const options = { servers: places, affinity: 'none' } as const;
    await expect(startBalancer({ ...options, port })).rejects.toThrow(BalancerStartError);
    const ports = [port, port + 1];
    await using other = await startBalancer({ ...options, pickPort: () => ports.shift() ?? port + 2 });
    expect(other.port).not.toBe(port);
  });

  it('ends with its folder', async () => {
    const balancer = await start('none');
    expect(await balancer.cpuMs()).toBeGreaterThanOrEqual(0);
    await balancer.stop();
    expect(readProcess(balancer.pid)).toBeUndefined();
    await expect(balancer.stats()).rejects.toThrow(/ENOENT/u);
  });
});
