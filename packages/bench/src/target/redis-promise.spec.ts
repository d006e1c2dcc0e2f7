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

  it('is kept where the last touches of a block come after its end, and broken where one of few is missing', () => {
    const many = { requests: 20_000, credentials: 200 };
    const touching = 'session/redis@touch-each-request';
    expect(brokenRedisPromise(touching, { get: 20_000, pexpireat: 19_985 }, many)).toBeUndefined();
    expect(brokenRedisPromise(touching, { get: 20_000, pexpireat: 19_900 }, many)).toContain('19900 pexpireat');
    expect(brokenRedisPromise(touching, { get: 19_999, pexpireat: 20_000 }, many)).toContain('19999 get');
    expect(brokenRedisPromise(touching, { get: 20, pexpireat: 19 }, of20)).toContain('19 pexpireat');
  });

  it('is broken by a single command of a stateless token', () => {
    expect(brokenRedisPromise('jwt/stateless', {}, of20)).toBeUndefined();
    expect(brokenRedisPromise('jwt/stateless', { get: 1 }, of20)).toContain('1 get');
  });
});
