// A Redis behind a cable: there for this machine alone, silent when the cable is pulled, and gone with it.
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';
import type { SecludedRedis } from './secluded-redis.ts';
import { trySeclusion } from './try-seclusion.ts';

const seclusion = await trySeclusion();
if (seclusion.state === 'impossible')
  process.stderr.write(`A Redis in a network of its own is not tested: ${seclusion.reason}\n`);

/** A connection, with everything that its socket says. */
const dial = ({ server: { url, port } }: SecludedRedis) => {
  const socket: Socket = connect({ host: new URL(url).hostname, port });
  const heard: string[] = [];
  for (const event of ['connect', 'end', 'close', 'timeout']) socket.on(event, () => heard.push(event));
  socket.on('error', ({ code }: NodeJS.ErrnoException) => heard.push(String(code)));
  socket.on('data', (bytes: Buffer) => heard.push(bytes.toString()));
  return { socket, heard };
};

(seclusion.state === 'possible' ? describe : describe.skip)('a Redis in a network of its own', () => {
  let stack: Stack;
  let redis: SecludedRedis;
  beforeEach(async () => {
    stack = await openStack();
    redis = await stack.secludedRedis();
  });
  afterEach(async () => await stack.close());

  it('is in another network than this process, and answers to its password alone', async () => {
    const { pid, url } = redis.server;
    expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'));
    const { socket, heard } = dial(redis);
    socket.write('PING\r\n');
    await once(socket, 'data');
    expect(heard).toEqual(['connect', expect.stringContaining('-NOAUTH')]);
    socket.destroy();
    const client = await createClient({ url }).connect();
    expect(await client.ping()).toBe('PONG');
    client.destroy();
  });

  it('falls silent when its cable is pulled, for old and new connections, and takes up both again', async () => {
    const old = dial(redis);
    await once(old.socket, 'connect');
    await redis.unplug();
    const late = dial(redis);
    old.socket.write('PING\r\n');
    await delay(300);
    expect([old.heard, late.heard]).toEqual([['connect'], []]);
    expect(old.socket.bytesWritten).toBeGreaterThan(0);
    await redis.plugIn();
    await Promise.all([once(old.socket, 'data'), once(late.socket, 'connect')]);
    expect(old.heard).toEqual(['connect', expect.stringContaining('-NOAUTH')]);
    old.socket.destroy();
    late.socket.destroy();
  });

  it('comes back at the same address when it is restarted, on a new cable', async () => {
    const { pid, url } = redis.server;
    await redis.server.restart();
    expect([redis.server.url, redis.server.pid === pid]).toEqual([url, false]);
    await redis.unplug();
    await redis.plugIn();
  });

  it('is gone after its stack, with its cable', async () => {
    expect(readdirSync('/sys/class/net')).toContain(redis.linkName);
    await redis.unplug();
    await stack.close();
    expect(readProcess(redis.server.pid)).toBeUndefined();
    expect(readdirSync('/sys/class/net')).not.toContain(redis.linkName);
  });
});
