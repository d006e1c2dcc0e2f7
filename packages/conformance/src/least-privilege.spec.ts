// What docs/deployment.md lets the user of an API do is enough, wherever Redis is; without it the API says so.
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import type { Strategy } from '@authlab/contract';
import {
  apiReplica,
  makeApiSecrets,
  openStack,
  type RedisServer,
  type Replica,
  schemeOf,
  type Stack,
} from '@authlab/stack';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'redis';
import { ACL_RULES } from './deployment.ts';
import { PASSWORD, SUITE_ENV, untilReady } from './target.ts';

const USER = { REDIS_USERNAME: 'authlab', REDIS_PASSWORD: 'password-of-authlab' };
/** A client of a Cluster has to ask which node has which keys. */
const CLUSTER_RULES = `${ACL_RULES} +cluster|slots`;

let stack: Stack;
beforeEach(async () => {
  stack = await openStack();
});
afterEach(async () => await stack.close());

const allow = async ({ url }: RedisServer, rules: string): Promise<void> => {
  const admin = await createClient({ url }).connect();
  await admin.aclSetUser(USER.REDIS_USERNAME, ['on', `>${USER.REDIS_PASSWORD}`, ...rules.split(' ')]);
  admin.destroy();
};

const start = async (strategy: Strategy, redisEnv: Readonly<Record<string, string>>): Promise<Replica> => {
  const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
  const place = { redisEnv: { ...redisEnv, ...USER }, databaseUrl, secrets: makeApiSecrets(), env: SUITE_ENV };
  return await stack.replica(apiReplica(strategy, place));
};

const wholeLife = async (strategy: Strategy, { url }: Replica): Promise<number[]> => {
  const scheme = schemeOf(strategy);
  const client = new AuthClient({ scheme, baseUrl: url });
  const body = { email: 'ada@example.com', password: PASSWORD };
  const operations = ['me', 'listSessions', ...(scheme === 'jwt' ? (['refresh'] as const) : []), 'logout'] as const;
  const answers = [await client.send('register', { body: { ...body, displayName: 'Ada' } })];
  answers.push(await client.send('login', { body }));
  for (const operation of operations) answers.push(await client.send(operation));
  return answers.map(({ status }) => status);
};

const LIFE = { session: [201, 200, 200, 200, 204], jwt: [201, 200, 200, 200, 200, 204] } as const;
const STRATEGIES: readonly Strategy[] = ['session/redis', 'session/tracked', 'jwt/denylist', 'jwt/pushed'];

describe.each(STRATEGIES)('%s', (strategy) => {
  it('needs no more on a Cluster', async () => {
    const { nodes, apiEnv } = await stack.redisCluster();
    await Promise.all(nodes.map(async (node) => await allow(node, CLUSTER_RULES)));
    const replica = await start(strategy, apiEnv);
    await untilReady(replica);
    expect(await wholeLife(strategy, replica)).toEqual(LIFE[schemeOf(strategy)]);
  });

  it('needs no more behind Sentinels', async () => {
    const group = await stack.sentinelRedis();
    await allow(await group.master(), ACL_RULES);
    const replica = await start(strategy, group.apiEnv);
    await untilReady(replica);
    expect(await wholeLife(strategy, replica)).toEqual(LIFE[schemeOf(strategy)]);
  });
});

it('does not start on a Cluster whose nodes it may not ask for their slots', async () => {
  const { nodes, apiEnv } = await stack.redisCluster();
  await Promise.all(nodes.map(async (node) => await allow(node, ACL_RULES)));
  await expect(start('session/redis', apiEnv)).rejects.toThrow(/ACL rules/u);
});
