// How replicas are waited for, wherever Redis is: on a connection of its own, that may die, to the master that has the key.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import { problemSchema, ROUTES, type Strategy } from '@authlab/contract';
import { apiReplica, makeApiSecrets, openStack, type RedisServer, type Replica, type Stack } from '@authlab/stack';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { securedRedis } from './deployment.ts';
import { loggedIn } from './logged-in.ts';
import { SUITE_ENV } from './target.ts';

const DONE = ROUTES.logoutEverywhere.success;
/** So many that each shard of a Cluster has some: none on one of three would be chance of 1 in a million. */
const USERS = 36;
const ASK_AGAIN_MS = 50;
/** Longer than a busy machine takes for all of it. */
const PATIENT_MS = 10_000;
const COME_TOGETHER_MS = 500;

const asking = async <Reply>({ url }: RedisServer, ...words: string[]): Promise<Reply> => {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  // The same error rejects the command below.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand<Reply>(words);
  } finally {
    client.destroy();
  }
};

/** As long as the test may last; a server that changes its part may hang up on who asks. */
const until = async (isTrue: () => Promise<boolean>): Promise<void> => {
  while (!(await isTrue().catch(() => false))) await delay(ASK_AGAIN_MS);
};

const untilOneReplica = async (master: RedisServer): Promise<void> =>
  await until(async () => (await asking<string>(master, 'INFO', 'replication')).includes('state=online'));

const revoke = async (client: AuthClient): Promise<number> =>
  (await client.send('logoutEverywhere', { body: { keepCurrent: true } })).status;

describe('REVOCATION_REPLICAS', () => {
  let stack: Stack;
  beforeEach(async () => {
    stack = await openStack();
  });
  afterEach(async () => await stack.close());

  const start = async (
    redisEnv: Readonly<Record<string, string>>,
    strategy: Strategy = 'session/redis',
    deadlineMs = 700,
  ): Promise<Replica> => {
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const env = { ...SUITE_ENV, REDIS_DEADLINE_MS: String(deadlineMs), REVOCATION_REPLICAS: '1' };
    return await stack.replica(apiReplica(strategy, { redisEnv, databaseUrl, secrets: makeApiSecrets(), env }));
  };

  it('is refused where sessions are not in Redis', async () => {
    const { apiEnv } = await stack.redis();
    await expect(start(apiEnv, 'session/memory')).rejects.toThrow(/REVOCATION_REPLICAS/u);
  });

  it('keeps an API from starting whose user may not wait', async () => {
    const server = await stack.redis({ config: { user: 'ada on >pass-of-ada ~* +@all -wait' } });
    const failure = start({ REDIS_URL: server.url.replace('//', '//ada:pass-of-ada@') });
    await expect(failure).rejects.toThrow(/ACL rules/u);
  });

  it('says at start, and with each revocation, that there is no replica', async () => {
    const { apiEnv } = await stack.redis();
    const replica = await start(apiEnv);
    expect(replica.logLines().filter((line) => line.includes('revocation_replicas_missing'))).toHaveLength(1);
    const [client] = await loggedIn(replica, { count: 1, scheme: 'session' });
    const { status, headers, body } = await client!.send('logout');
    const { code, detail } = problemSchema.parse(body);
    expect([status, headers['retry-after'], code]).toEqual([503, '1', 'store_unavailable']);
    expect(detail).toContain('Not confirmed');
    // The master has it: the credential is good no more.
    expect((await client!.send('logout')).status).toBe(401);
    expect(await (await fetch(`${replica.managementUrl}/metrics`)).text()).toContain('revocations_unconfirmed_total 1');
  });

  it('lets tokens be refreshed without any replica, and marks no refresh that revokes nothing', async () => {
    const server = await stack.redis();
    const replica = await start(server.apiEnv, 'jwt/denylist');
    const [client] = await loggedIn(replica, { count: 1, scheme: 'jwt' });
    for (let count = 0; count < 5; count += 1) expect((await client!.send('refresh')).status).toBe(200);
    expect(await asking<string[]>(server, 'KEYS', '*fence:*')).toEqual([]);
  });

  it('shares the rounds among those who wait, and goes on when their connection was killed', async () => {
    const master = await stack.redis();
    const follower = await stack.redis({ config: { replicaof: `127.0.0.1 ${master.port}` } });
    await untilOneReplica(master);
    const replica = await start(master.apiEnv, 'session/redis', PATIENT_MS);
    expect(replica.logLines().join('\n')).not.toContain('revocation_replicas_missing');
    const clients = await loggedIn(replica, { count: USERS, scheme: 'session' });
    await asking(master, 'CONFIG', 'RESETSTAT');
    // The first round waits for it, and the others come together meanwhile.
    follower.suspend();
    const answers = Promise.all(clients.map(revoke));
    await delay(COME_TOGETHER_MS);
    follower.resume();
    expect(new Set(await answers)).toEqual(new Set([DONE]));
    const stats = await asking<string>(master, 'INFO', 'commandstats');
    const waits = Number(/cmdstat_wait:calls=(?<calls>\d+)/u.exec(stats)?.groups?.['calls']);
    expect(waits).toBeGreaterThan(0);
    expect(waits).toBeLessThan(USERS);
    const waiting = /^id=(?<id>\d+) .*cmd=wait /mu.exec(await asking<string>(master, 'CLIENT', 'LIST'))?.groups?.['id'];
    await asking(master, 'CLIENT', 'KILL', 'ID', String(waiting));
    const later = [await revoke(clients[0]!), await revoke(clients[1]!)];
    // The first may come before the API has heard of it.
    expect([later[0] === DONE || later[0] === 503, later[1]]).toEqual([true, DONE]);
  });

  it('asks the shard of the user, in a Cluster of which one has a replica', async () => {
    const { nodes, apiEnv } = await stack.redisCluster();
    const [first] = nodes;
    const config = { 'cluster-enabled': 'yes', 'cluster-node-timeout': '2000' };
    const spare = await stack.redis({ config, pickPort: () => 22_701 + Math.floor(Math.random() * 90) });
    await asking(spare, 'CLUSTER', 'MEET', '127.0.0.1', String(first!.port));
    const id = await asking<string>(first!, 'CLUSTER', 'MYID');
    // It must have heard of the others first.
    await until(async () => (await asking(spare, 'CLUSTER', 'REPLICATE', id)) === 'OK');
    await untilOneReplica(first!);
    const replica = await start({ ...apiEnv });
    expect(replica.logLines().filter((line) => line.includes('revocation_replicas_missing'))).toHaveLength(2);
    const clients = await loggedIn(replica, { count: USERS, scheme: 'session' });
    const users = (await asking<string[]>(first!, 'KEYS', 'sess:*:index')).length;
    const statuses = await Promise.all(clients.map(revoke));
    expect(new Set(statuses)).toEqual(new Set([DONE, 503]));
    expect(statuses.filter((status) => status === DONE)).toHaveLength(users);
  });

  it('works over TLS, as a user who may do no more than needed', async () => {
    const { apiEnv, replicaConfig } = await securedRedis(stack);
    const replica = await start(apiEnv);
    const [client] = await loggedIn(replica, { count: 1, scheme: 'session' });
    expect(await revoke(client!)).toBe(503);
    await stack.redis({ config: replicaConfig });
    await until(async () => (await revoke(client!)) === DONE);
    expect((await client!.send('me')).status).toBe(200);
  });
});
