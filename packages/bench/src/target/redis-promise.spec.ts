// The promise about Redis is held exactly: one read for a session, none for a stateless token.
import { describe, expect, it } from '@jest/globals';
import { brokenRedisPromise } from './redis-promise.ts';

const of20 = { requests: 20, credentials: 1 };

describe('brokenRedisPromise', () => {
  it('is kept by one read per request of a session, with or without its one touch', () => {
    expect(brokenRedisPromise('session/redis', { get: 20 }, of20)).toBeUndefined();
    expect(brokenRedisPromise('session/redis', { get: 20, expire: 1 }, of20)).toBeUndefined();
  });

  it('is broken by a touch on each request, and by reads that do not happen', () => {
    expect(brokenRedisPromise('session/redis', { get: 20, expire: 20 }, of20)).toContain('20 expire');
    expect(brokenRedisPromise('session/redis', { get: 3 }, of20)).toContain('3 get');
  });

  it('is broken by a single command of a stateless token', () => {
    expect(brokenRedisPromise('jwt/stateless', {}, of20)).toBeUndefined();
    expect(brokenRedisPromise('jwt/stateless', { get: 1 }, of20)).toContain('1 get');
  });
});
