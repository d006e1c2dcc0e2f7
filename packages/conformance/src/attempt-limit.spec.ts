// Ways around the limits on attempts: guessing with a stolen credential, going on over the limit, registering instead.
import type { AuthClient } from '@authlab/client';
import { problemSchema } from '@authlab/contract';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { PASSWORD, startTarget, type Target, TARGETS } from './target.ts';

const PER_ACCOUNT = 5;
const PER_ADDRESS = 8;
const WRONG = 'not the right pass phrase';
const NEW_PASSWORD = 'another pass phrase entirely';

const change = (client: AuthClient, currentPassword: string) =>
  client.send('changePassword', { body: { currentPassword, newPassword: NEW_PASSWORD } });

describe.each(TARGETS)('%s', (strategy) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(strategy, {
      TRUST_PROXY: 'loopback',
      LOGIN_LIMIT_PER_ACCOUNT: `${PER_ACCOUNT}/300s`,
      LOGIN_LIMIT_PER_ADDRESS: `${PER_ADDRESS}/300s`,
      ACCESS_TTL_SECONDS: '300',
    });
  });
  afterAll(async () => await target[Symbol.asyncDispose]());

  const loginFrom = async (address: string, email: string, password: string): Promise<number> => {
    const options = { body: { email, password }, headers: { 'x-forwarded-for': address } };
    return (await target.anonymous().send('login', options)).status;
  };

  it('with a stolen credential, the password cannot be found out by trying to change it', async () => {
    const { client, email } = await target.user();
    const thief = client.copy();
    const statuses = [];
    for (let attempt = 0; attempt < PER_ACCOUNT; attempt += 1) statuses.push((await change(thief, WRONG)).status);
    expect(statuses).toEqual(Array.from({ length: PER_ACCOUNT }, () => 401));
    const refused = await change(thief, PASSWORD);
    expect([refused.status, problemSchema.parse(refused.body).code]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // Who knows the password is not kept from logging in by that.
    expect(await loginFrom('203.0.113.1', email, PASSWORD)).toBe(200);
  });

  it('an address over its limit keeps nobody else from logging in', async () => {
    const { email } = await target.user();
    const flood = [];
    for (let attempt = 0; attempt < PER_ADDRESS; attempt += 1) {
      flood.push(await loginFrom('203.0.113.2', `nobody.${attempt}@example.com`, WRONG));
    }
    expect(flood).not.toContain(429);
    for (let attempt = 0; attempt < 2 * PER_ACCOUNT; attempt += 1) {
      expect(await loginFrom('203.0.113.2', email, WRONG)).toBe(429);
    }
    expect(await loginFrom('203.0.113.3', email, PASSWORD)).toBe(200);
  });

  it('an address over its limit stores nothing more in Redis, whatever accounts it names', async () => {
    const redis = await createClient({ url: target.redis.url }).connect();
    for (let attempt = 0; attempt <= PER_ADDRESS; attempt += 1) await loginFrom('203.0.113.4', 'x@example.com', WRONG);
    const before = await redis.dbSize();
    for (let attempt = 0; attempt < 50; attempt += 1) {
      expect(await loginFrom('203.0.113.4', `made.up.${attempt}@example.com`, WRONG)).toBe(429);
    }
    const after = await redis.dbSize();
    redis.destroy();
    expect(after).toBe(before);
  });

  it('registering counts as an attempt of its address: it hashes as much as a login', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.5' };
    const register = async (index: number): Promise<number> => {
      const body = { email: `new.${index}@example.com`, password: PASSWORD, displayName: 'New' };
      return (await target.anonymous().send('register', { body, headers })).status;
    };
    const statuses = [];
    for (let attempt = 0; attempt <= PER_ADDRESS; attempt += 1) statuses.push(await register(attempt));
    expect(statuses).toEqual([...Array.from({ length: PER_ADDRESS }, () => 201), 429]);
  });
});
