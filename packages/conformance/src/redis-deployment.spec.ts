// Redis as it is deployed: a failover of the master, a lost shard, TLS and users, each on real servers.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import type { Strategy } from '@authlab/contract';
import { apiReplica, makeApiSecrets, openStack, type Replica, schemeOf, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { securedRedis, selfSigned } from './deployment.ts';
import { loggedIn } from './logged-in.ts';
import { SUITE_ENV, untilReady } from './target.ts';

/** So many that each shard of a Cluster has some: none on one of three would be chance of 1 in a million. */
const USERS = 36;
const HEALS_WITHIN_MS = 20_000;
const STRATEGIES: readonly Strategy[] = ['session/redis', 'session/tracked', 'jwt/stateless'];

/** What needs Redis in every strategy. */
const listAll = async (clients: readonly AuthClient[]): Promise<number[]> =>
  await Promise.all(clients.map(async (client) => (await client.send('listSessions')).status));

/** What was answered besides `healthy`, until nothing else was. */
const untilAll = async (clients: readonly AuthClient[], healthy: readonly number[]): Promise<number[]> => {
  const endMs = performance.now() + HEALS_WITHIN_MS;
  const others = new Set<number>();
  while (performance.now() < endMs) {
    const ill = (await listAll(clients)).filter((status) => !healthy.includes(status));
    if (ill.length === 0) return [...others];
    for (const status of ill) others.add(status);
    await delay(20);
  }
  throw new Error(`not ${healthy.join(' or ')} in time, but ${[...others].join(', ')}`);
};

describe.each(STRATEGIES)('%s', (strategy) => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  const start = async (redisEnv: Readonly<Record<string, string>>): Promise<Replica> => {
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const env = { ...SUITE_ENV, ACCESS_TTL_SECONDS: '300', REDIS_DEADLINE_MS: '250' };
    return await stack.replica(apiReplica(strategy, { redisEnv, databaseUrl, secrets: makeApiSecrets(), env }));
  };

  it('keeps every login session through a failover of the master, and answers 503 meanwhile', async () => {
    const group = await stack.sentinelRedis();
    const replica = await start(group.apiEnv);
    const clients = await loggedIn(replica, { count: USERS, scheme: schemeOf(strategy) });
    const master = await group.master();
    const admin = await createClient({ url: master.url }).connect();
    // Replication is asynchronous: what the master alone knows dies with it.
    await admin.wait(2, 5000);
    admin.destroy();
    await master.kill();
    expect((await listAll(clients)).filter((status) => status !== 503)).toEqual([]);
    expect(await untilAll(clients, [200])).toEqual([503]);
    await untilReady(replica);
    const ended = await Promise.all(clients.map(async (client) => await client.send('logout')));
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set([204]));
  });

  it('serves the users of the other shards while one master of a Cluster is down', async () => {
    const { apiEnv, nodes } = await stack.redisCluster();
    const replica = await start({ ...apiEnv });
    const clients = await loggedIn(replica, { count: USERS, scheme: schemeOf(strategy) });
    await nodes[0]?.kill();
    const statuses = new Set(await listAll(clients));
    expect(statuses).toEqual(new Set([200, 503]));
    await nodes[0]?.restart();
    // It kept nothing, so its users must log in again: a session is gone, a refresh family is no longer listed.
    await untilAll(clients, schemeOf(strategy) === 'session' ? [200, 401] : [200]);
  });
});

describe('an API that must reach Redis over TLS', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  const failureOf = async (redisEnv: Readonly<Record<string, string>>): Promise<string> => {
    const place = { redisEnv, databaseUrl: 'sqlite:users.db', secrets: makeApiSecrets() };
    const failure: unknown = await stack.replica(apiReplica('session/redis', place)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    return (failure as Error).message;
  };

  it.each(['a certificate of somebody else', 'no certificate'])('does not start when it trusts %s', async (trusted) => {
    const { apiEnv, password } = await securedRedis(stack);
    const other = join(await stack.folder('other'), 'other.pem');
    await writeFile(other, (await selfSigned()).cert);
    const { REDIS_URL: url = '' } = apiEnv;
    const message = await failureOf({
      REDIS_URL: url,
      ...(trusted === 'no certificate' ? {} : { REDIS_CA_FILE: other }),
    });
    expect(message).toContain('REDIS_CA_FILE');
    expect(message).not.toContain(password);
  });

  it.each([
    ['a wrong password', 'authlab:wrong@', 'user or password'],
    ['no user', '', 'user or password'],
  ])('does not start with %s, and says so without the password', async (_name, login, hint) => {
    const { apiEnv, user, password } = await securedRedis(stack);
    const url = String(apiEnv['REDIS_URL']).replace(`${user}:${password}@`, login);
    const message = await failureOf({ ...apiEnv, REDIS_URL: url });
    expect(message).toContain(hint);
    expect(message).not.toMatch(/wrong/u);
  });

  it('cannot do what its user is not allowed to', async () => {
    const { user, password, caFile: _, tlsPort: __, server } = await securedRedis(stack);
    const client = createClient({ url: server.url, username: user, password });
    await client.connect();
    for (const words of [['FLUSHALL'], ['KEYS', '*'], ['CONFIG', 'GET', '*'], ['GET', 'other:key'], ['SHUTDOWN']])
      await expect(client.sendCommand(words)).rejects.toThrow(/NOPERM/u);
    client.destroy();
  });
});
