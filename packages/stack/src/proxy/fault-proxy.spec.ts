// The network in between: every fault reaches connections that are open already.
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStack, type Stack } from '../stack.ts';
import type { FaultProxy } from './fault-proxy.ts';

/** Also when it was reset, which is an error first. */
const closed = async (socket: Socket): Promise<void> =>
  await new Promise((resolve) => {
    socket.once('close', () => resolve());
  });

const echo = async (): Promise<{ port: number } & AsyncDisposable> => {
  const server = createServer((peer) => {
    peer.on('error', () => undefined);
    peer.pipe(peer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => void (server.close(), await once(server, 'close'));
  return { port: (server.address() as { port: number }).port, [Symbol.asyncDispose]: stop };
};

describe('a fault proxy', () => {
  let stack: Stack;
  let proxy: FaultProxy;
  let socket: Socket;

  const opened = (): Socket => connect(proxy.port, '127.0.0.1').on('error', () => undefined);

  const connected = async (): Promise<Socket> => {
    const made = opened();
    await once(made, 'connect');
    return made;
  };

  const received = async (count: number): Promise<string> => {
    let text = '';
    while (text.length < count) text += String((await once(socket, 'data'))[0]);
    return text;
  };

  const untilNoneIsOpen = async (): Promise<number> => {
    while (proxy.openConnections > 0) await delay(5);
    return proxy.openConnections;
  };

  beforeEach(async () => {
    stack = await openStack();
    const { port } = await stack.own(echo);
    proxy = await stack.proxy(port);
    socket = await connected();
  });
  afterEach(async () => {
    socket.destroy();
    await stack.close();
  });

  it('passes bytes on in their order, and the end', async () => {
    for (const letter of 'abcdef') socket.write(letter);
    expect(await received(6)).toBe('abcdef');
    socket.end();
    await closed(socket);
    expect(await untilNoneIsOpen()).toBe(0);
  });

  it('delays each direction without changing the order', async () => {
    proxy.delay(60);
    const startMs = performance.now();
    socket.write('ab');
    await delay(5);
    socket.write('cd');
    expect(await received(4)).toBe('abcd');
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(120);
  });

  it('is silent while it hangs, on open connections and new ones, and then delivers everything', async () => {
    proxy.hang();
    socket.write('late');
    const other = await connected();
    other.write('new');
    const heard: string[] = [];
    for (const peer of [socket, other]) peer.on('data', (bytes) => heard.push(String(bytes)));
    await delay(100);
    expect(heard).toEqual([]);
    proxy.heal();
    while (heard.length < 2) await delay(5);
    expect(heard.toSorted()).toEqual(['late', 'new']);
    other.destroy();
  });

  it('resets what is open when it is cut, and what is opened meanwhile, until it is healed', async () => {
    const lost = closed(socket);
    proxy.cut();
    await lost;
    await closed(opened());
    proxy.heal();
    socket = await connected();
    socket.write('again');
    expect(await received(5)).toBe('again');
  });

  it('leaves nothing behind of a connection whose end was just being passed on when the network was cut', async () => {
    for (let turns = 0; turns < 4; turns += 1) {
      const ending = await connected();
      proxy.hang();
      const lost = closed(ending);
      ending.end();
      await delay(20);
      proxy.heal();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      proxy.cut();
      await lost;
      proxy.heal();
    }
    expect(await untilNoneIsOpen()).toBe(0);
  });

  it('resets a connection that hangs when the network is cut', async () => {
    proxy.hang();
    socket.write('lost');
    const lost = closed(socket);
    proxy.cut();
    await lost;
    proxy.heal();
    expect(await untilNoneIsOpen()).toBe(0);
  });
});
