// A private Redis: really there, really empty-handed, really hurt.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';
import type { RedisServer } from './redis-server.ts';
import { RedisStartError } from './redis-start-error.ts';

const within = async <T>(url: string, work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> => {
  const client = createClient({ url, socket: { reconnectStrategy: false, socketTimeout: 400 } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client as ReturnType<typeof createClient>);
  } finally {
    client.destroy();
  }
};

const config = async ({ url }: RedisServer, name: string): Promise<string | undefined> =>
  await within(url, async (client) => (await client.configGet(name))[name]);

describe('a private Redis', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  it('listens on the loopback alone, keeps nothing on disk and evicts nothing', async () => {
    const redis = await stack.redis();
    expect(await config(redis, 'bind')).toBe('127.0.0.1');
    expect(await config(redis, 'protected-mode')).toBe('yes');
    expect(await config(redis, 'save')).toBe('');
    expect(await config(redis, 'appendonly')).toBe('no');
    expect(await config(redis, 'maxmemory-policy')).toBe('noeviction');
  });

  it('is configured as asked, with several lines of one directive', async () => {
    const redis = await stack.redis({
      config: {
        maxmemory: '64mb',
        'maxmemory-policy': 'allkeys-lru',
        user: ['ada on >ada-password ~* +@all', 'bob on >bob-password ~* +ping'],
      },
    });
    expect(await config(redis, 'maxmemory-policy')).toBe('allkeys-lru');
    expect(await within(redis.url, async (client) => await client.aclUsers())).toEqual(['ada', 'bob', 'default']);
  });

  it('refuses a directive that would smuggle in another', async () => {
    await expect(stack.redis({ config: { save: '""\nprotected-mode no' } })).rejects.toThrow(TypeError);
  });

  it('starts in parallel with others, each on a port of its own', async () => {
    const servers = await Promise.all([stack.redis(), stack.redis(), stack.redis()]);
    expect(new Set(servers.map(({ port }) => port)).size).toBe(3);
    expect(new Set(servers.map(({ folder }) => folder)).size).toBe(3);
  });

  it('tries another port when one is taken, and says so when that one was asked for', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port: taken } = other.address() as { port: number };
    const first = await stack.redis();
    const ports = [taken, first.port, first.port + 1];
    const redis = await stack.redis({ pickPort: () => ports.shift() ?? 0 });
    expect(redis.port).toBe(first.port + 1);
    const failure: unknown = await stack.redis({ port: taken }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RedisStartError);
    expect((failure as RedisStartError).message).toContain('Address already in use');
    other.close();
  });

  it('shows what a server printed that does not start', async () => {
    const failure: unknown = await stack.redis({ config: { 'no-such-thing': '1' } }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'redis_start_failed', mayPass: false });
    expect((failure as Error).message).toContain('no-such-thing');
  });

  it('is gone after stop, with its folder', async () => {
    const redis = await stack.redis();
    expect(existsSync(redis.folder)).toBe(true);
    await redis.stop();
    expect(readProcess(redis.pid)).toBeUndefined();
    expect(existsSync(redis.folder)).toBe(false);
  });

  it('hangs while it is suspended and goes on with its data when it is resumed', async () => {
    const redis = await stack.redis();
    await within(redis.url, async (client) => await client.set('key', 'value'));
    redis.suspend();
    await expect(within(redis.url, async (client) => await client.ping())).rejects.toThrow(/timeout/iu);
    redis.resume();
    expect(await within(redis.url, async (client) => await client.get('key'))).toBe('value');
  });

  it('refuses connections after a kill, and comes back on its port without its data', async () => {
    const redis = await stack.redis();
    const { pid, port, url } = redis;
    await within(url, async (client) => await client.set('key', 'value'));
    await redis.kill();
    await expect(within(url, async (client) => await client.ping())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await redis.restart();
    expect(redis).toMatchObject({ port, url });
    expect(redis.pid).not.toBe(pid);
    expect(await within(url, async (client) => await client.get('key'))).toBeNull();
  });

  it('keeps its data over a kill where the configuration says so', async () => {
    const redis = await stack.redis({ config: { appendonly: 'yes', appendfsync: 'always' } });
    await within(redis.url, async (client) => await client.set('key', 'value'));
    await redis.kill();
    await redis.restart();
    expect(await within(redis.url, async (client) => await client.get('key'))).toBe('value');
  });

  it('can be stopped while it is suspended, and not be restarted afterwards', async () => {
    const redis = await stack.redis();
    redis.suspend();
    await redis.stop();
    expect(readProcess(redis.pid)).toBeUndefined();
    await expect(redis.restart()).rejects.toThrow(TypeError);
  });
});
