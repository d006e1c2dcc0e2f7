// The user's own Redis is used and left alone; without one there is a private one.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readProcess } from '../process/process-entry.ts';
import { openStack, type Stack } from '../stack.ts';
import { sharedRedisUrl } from './open-redis.ts';

describe('openRedis', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  it('uses the Redis of REDIS_URL and does not stop it', async () => {
    const users = await stack.redis();
    const endpoint = await stack.openRedis({ REDIS_URL: users.url });
    expect(endpoint.url).toBe(users.url);
    expect(endpoint.server).toBeUndefined();
    await endpoint[Symbol.asyncDispose]();
    expect(readProcess(users.pid)).toBeDefined();
  });

  it('starts one where REDIS_URL is not set or empty, and stops it', async () => {
    expect(sharedRedisUrl({})).toBeUndefined();
    const endpoint = await stack.openRedis({ REDIS_URL: '' });
    const pid = endpoint.server?.pid ?? 0;
    expect(readProcess(pid)).toBeDefined();
    await endpoint[Symbol.asyncDispose]();
    expect(readProcess(pid)).toBeUndefined();
  });

  it('says why the named one cannot be used, without its password', async () => {
    const failure: unknown = await stack
      .openRedis({ REDIS_URL: 'redis://ada:hunter2@127.0.0.1:1' })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'shared_redis_unavailable' });
    expect((failure as Error).message).toContain('ECONNREFUSED');
    expect((failure as Error).message).not.toContain('hunter2');
  });

  it('passes on the word of a server that refuses us', async () => {
    const users = await stack.redis({ config: { user: 'ada on >right ~* +@all' } });
    const failure: unknown = await stack
      .openRedis({ REDIS_URL: users.url.replace('//', '//ada:wrong@') })
      .catch((error: unknown) => error);
    expect((failure as Error).message).toContain('WRONGPASS');
    expect((failure as Error).message).not.toContain('wrong@');
  });

  it('refuses an address that is no URL of Redis', async () => {
    const failure: unknown = await stack.openRedis({ REDIS_URL: 'not-a-url' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'shared_redis_unavailable' });
  });
});
