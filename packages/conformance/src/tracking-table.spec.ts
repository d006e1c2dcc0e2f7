// Strategy session/tracked, where Redis has no room to remember who has read what (tracking-table-max-keys): a session that
// it forgets must be forgotten by the replicas too, or nobody would tell them of its end.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import { apiReplica, makeApiSecrets, openStack, type RedisServer, type Replica, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { loggedIn } from './logged-in.ts';
import { SUITE_ENV } from './target.ts';

const USERS = 30;
const ROOM = 5;
/** How long after a logout an answer may still be under way, on a busy machine. */
const PUSH_MS = 1000;

describe('session/tracked', () => {
  let stack: Stack;
  let redis: RedisServer;
  let near: Replica;
  let far: Replica;
  let users: AuthClient[];
  beforeAll(async () => {
    stack = await openStack();
    redis = await stack.redis({ config: { 'tracking-table-max-keys': String(ROOM) } });
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const place = { redisEnv: redis.apiEnv, databaseUrl, secrets: makeApiSecrets(), env: SUITE_ENV };
    near = await stack.replica(apiReplica('session/tracked', place));
    far = await stack.replica(apiReplica('session/tracked', place));
    users = await loggedIn(near, { count: USERS, scheme: 'session' });
  });
  afterAll(async () => await stack.close());

  const statusAtFar = async (client: AuthClient): Promise<number> =>
    (await client.copy().at(far.url).send('me')).status;
  const allAtFar = async (): Promise<Set<number>> => new Set(await Promise.all(users.map(statusAtFar)));

  it('serves more login sessions than Redis can remember', async () => {
    for (let round = 0; round < 3; round += 1) expect(await allAtFar()).toEqual(new Set([200]));
    expect(await trackedKeys(redis)).toBeLessThanOrEqual(ROOM);
  });

  it('accepts none of them after its end, neither those that Redis remembers nor those that it has forgotten', async () => {
    expect(await allAtFar()).toEqual(new Set([200]));
    const [ended, others] = [users.slice(0, USERS / 2), users.slice(USERS / 2)];
    // A copy of each is used all the time: what a replica reads again is remembered again, in the place of others.
    const logouts = Promise.all(ended.map(async (client) => (await client.copy().send('logout')).status));
    await Promise.all([...ended, ...others].map(statusAtFar));
    expect(new Set(await logouts)).toEqual(new Set([204]));
    await delay(PUSH_MS);
    expect(new Set(await Promise.all(ended.map(statusAtFar)))).toEqual(new Set([401]));
    expect(new Set(await Promise.all(others.map(statusAtFar)))).toEqual(new Set([200]));
  });
});

const trackedKeys = async ({ url }: RedisServer): Promise<number> => {
  const client = await createClient({ url }).connect();
  const stats = await client.sendCommand<string>(['INFO', 'stats']);
  client.destroy();
  return Number(/tracking_total_keys:(?<keys>\d+)/u.exec(stats)?.groups?.['keys']);
};
