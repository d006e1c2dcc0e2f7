// Every comparator, floor and knob is really started and shown to do its work before anybody trusts a figure about it.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeApiSecrets, openStack, type RedisServer, type Stack } from '@authlab/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLoadPool } from '../src/load/load-pool.ts';
import { openRedisSampler, type RedisSampler } from '../src/sample/redis-sampler.ts';
import { labPlace } from '../src/target/lab-place.ts';
import { logIn, type Login, meRequest, registerAccounts } from '../src/target/log-in.ts';
import { startTarget } from '../src/target/start-target.ts';
import { TARGET_NAMES, type TargetName } from '../src/target/target-name.ts';
import { TARGETS } from '../src/target/target-table.ts';
import { verifyTarget } from '../src/target/verify-target.ts';

let stack: Stack;
let server: RedisServer;
let redis: RedisSampler;
let databaseFile: string;

beforeAll(async () => {
  stack = await openStack();
  server = await stack.redis();
  redis = await stack.own(() => openRedisSampler(server.url));
  databaseFile = join(await stack.folder('users'), 'users.db');
});
afterAll(() => stack.close());

/** Somebody who is logged in on a fresh process of the target, which ends with `work`. */
const withLogin = async <Result>(
  target: TargetName,
  work: (login: Login) => Promise<Result>,
  env: Readonly<Record<string, string>> = {},
): Promise<Result> => {
  // Another target has registered the same people.
  rmSync(databaseFile, { force: true });
  const place = labPlace({ redisEnv: server.apiEnv, databaseFile, accessTtlSeconds: 60 }, makeApiSecrets());
  const start = { target, place: { ...place, env: { ...place.env, ...env } }, count: 1 };
  const [replica] = await startTarget(stack, { ...start, signal: new AbortController().signal });
  await using pool = openLoadPool(replica!.url, 2);
  try {
    const [account] = await registerAccounts(target, pool, 1);
    return await work(await logIn(target, pool, account!));
  } finally {
    await replica!.stop();
  }
};

/** What the credential adds to each request, once it has been shown to be good. */
const credentialBytes = (target: TargetName, env = {}): Promise<number> =>
  withLogin(
    target,
    async (login) => {
      expect(await login.client.send('me')).toMatchObject({ status: 200 });
      return Object.values(meRequest(login).headers).join('').length;
    },
    env,
  );

const withoutStrategy = TARGET_NAMES.filter((target) => TARGETS[target].server.kind === 'recipe');
const knobs = TARGET_NAMES.filter((target) => target.includes('@') && !withoutStrategy.includes(target));

describe('each target beside the strategies', () => {
  it.each([...withoutStrategy, ...knobs])(
    '%s knows its user, refuses others, and asks of Redis what it promises',
    async (target) => {
      await withLogin(target, async (login) => {
        await expect(verifyTarget({ target, login, redis })).resolves.toBeUndefined();
      });
    },
  );

  it('is not measured when it asks more of Redis than it promises', async () => {
    await withLogin('recipe/fastify-session', async (login) => {
      await expect(verifyTarget({ target: 'floor/redis', login, redis })).rejects.toMatchObject({
        code: 'target_failed',
        message: expect.stringContaining('20 set'),
      });
    });
  });
});

describe('the algorithm of a target', () => {
  it.each([
    ['jwt/stateless', 'HS256'],
    ['jwt/stateless@RS256', 'RS256'],
    ['jwt/stateless@ES256', 'ES256'],
  ] as const)('of %s is %s', async (target, alg) => {
    const token = await withLogin(target, async (login) => meRequest(login).headers['authorization'] ?? '');
    const header = Buffer.from(token.slice('Bearer '.length).split('.')[0]!, 'base64url').toString();
    expect(JSON.parse(header)).toMatchObject({ alg });
  });
});

describe('extra data in a login', () => {
  const CLAIMS_BYTES = 2000;
  const claims = { CLAIMS_BYTES: String(CLAIMS_BYTES) };

  it.each(['recipe/nest-jwt', 'recipe/fastify-jwt', 'recipe/iron-session', 'recipe/better-auth-cookie-cache'] as const)(
    'travels with each request of %s',
    async (target) => {
      expect((await credentialBytes(target, claims)) - (await credentialBytes(target))).toBeGreaterThan(CLAIMS_BYTES);
    },
  );

  it.each(['recipe/nest-passport-session', 'recipe/fastify-session', 'recipe/better-auth'] as const)(
    'stays in Redis with %s',
    async (target) => {
      await redis.reset();
      const bare = await credentialBytes(target);
      const { netOutBytes: bareOut } = await redis.read();
      await redis.reset();
      // The signature of a cookie is longer by an escaped character or two from login to login.
      expect((await credentialBytes(target, claims)) - bare).toBeLessThan(CLAIMS_BYTES / 10);
      const { netOutBytes } = await redis.read();
      // What the instruments themselves read differs by some bytes.
      expect(netOutBytes - bareOut).toBeGreaterThan(0.9 * CLAIMS_BYTES);
    },
  );

  it('that no cookie can hold ends in a refused login, not in a session without it', async () => {
    await expect(credentialBytes('recipe/iron-session', { CLAIMS_BYTES: '4000' })).rejects.toMatchObject({
      code: 'target_failed',
      message: expect.stringContaining('login is 500'),
    });
  });
});
