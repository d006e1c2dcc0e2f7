// Changing the signing key by configuration: add, promote, retire, one replica at a time, without one refused request.
import { join } from 'node:path';
import { AuthClient } from '@authlab/client';
import {
  type Algorithm,
  apiReplica,
  keySetOf,
  makeApiSecrets,
  makeSigningKey,
  openStack,
  type Replica,
} from '@authlab/stack';
import { describe, expect, it } from '@jest/globals';
import { PASSWORD, SUITE_ENV } from './target.ts';

/** A client that stands still for two seconds has lost no token. */
const ACCESS_TTL_SECONDS = 6;
const USERS = 8;

const PAIRS: readonly (readonly [old: Algorithm, next: Algorithm])[] = [
  ['HS256', 'HS256'],
  ['HS256', 'ES256'],
  ['RS256', 'ES256'],
];

describe.each(PAIRS)('from %s to %s', (oldAlgorithm, nextAlgorithm) => {
  it('refuses nobody on the way, and the retired key at its end', async () => {
    await using stack = await openStack();
    const redis = await stack.redis();
    const databaseUrl = `sqlite:${join(await stack.folder('users'), 'users.db')}`;
    const secrets = makeApiSecrets();
    const [old, next] = [makeSigningKey(oldAlgorithm), makeSigningKey(nextAlgorithm)];
    const env = { ...SUITE_ENV, ACCESS_TTL_SECONDS: String(ACCESS_TTL_SECONDS) };
    const start = async (keys: string): Promise<Replica> => {
      const place = { redisEnv: redis.apiEnv, databaseUrl, secrets: { ...secrets, JWT_KEYS: keys }, env };
      return await stack.replica(apiReplica('jwt/pushed', place));
    };

    const replicas: Replica[] = [await start(keySetOf(old)), await start(keySetOf(old))];
    const anyReplica = (): Replica => replicas[Math.floor(Math.random() * replicas.length)]!;
    const refused = new Map<string, number>();
    const counts = { asked: 0, refreshed: 0 };
    const over = new AbortController();

    /** What an honest client does: uses its token until half of its life is over, then gets another one. */
    const live = async (index: number): Promise<AuthClient> => {
      const body = { email: `user.${index}@example.com`, password: PASSWORD };
      let client = new AuthClient({ scheme: 'jwt', baseUrl: anyReplica().url });
      await client.send('register', { body: { ...body, displayName: 'User' } });
      await client.send('login', { body });
      let renewAtMs = performance.now() + ACCESS_TTL_SECONDS * 500;
      while (!over.signal.aborted) {
        const isDue = performance.now() > renewAtMs;
        client = client.at(anyReplica().url);
        const status = await statusOf(client, isDue ? 'refresh' : 'me');
        // A replica that stops may close a connection on which a request is just beginning: any client asks again.
        if (status === 'no answer') continue;
        if (isDue) renewAtMs = performance.now() + ACCESS_TTL_SECONDS * 500;
        counts[isDue ? 'refreshed' : 'asked'] += 1;
        if (status !== 200) refused.set(`${isDue ? 'refresh' : 'me'} ${status}`, (refused.get(`${status}`) ?? 0) + 1);
      }
      return client;
    };

    /** One replica after the other, each new one before the old one goes. */
    const roll = async (keys: string): Promise<void> => {
      for (let count = 0; count < 2; count += 1) {
        replicas.push(await start(keys));
        await replicas.shift()?.stop();
      }
    };

    const clients = Array.from({ length: USERS }, async (_, index) => await live(index));
    const oldToken = await new Promise<AuthClient>((resolve) => {
      setTimeout(async () => resolve(await anyLogin(anyReplica())), 500);
    });
    await roll(keySetOf(old, next));
    await roll(keySetOf(next, old));
    const published = (await (await fetch(`${replicas[0]!.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    // Every token that the old key signed has expired before it is retired.
    await new Promise((resolve) => {
      setTimeout(resolve, (ACCESS_TTL_SECONDS + 0.5) * 1000);
    });
    await roll(keySetOf(next));
    over.abort();
    const lives = await Promise.all(clients);

    expect(Object.fromEntries(refused)).toEqual({});
    expect([counts.asked > 100, counts.refreshed >= USERS]).toEqual([true, true]);
    expect((await lives[0]!.at(replicas[0]!.url).send('me')).status).toBe(200);
    expect((await oldToken.at(replicas[0]!.url).send('me')).status).toBe(401);
    expect(published.keys).toHaveLength([oldAlgorithm, nextAlgorithm].filter((name) => name !== 'HS256').length);
    expect(JSON.stringify(published)).not.toMatch(/"(?:d|p|q|dp|dq|qi|k)":/u);
  });
});

const statusOf = async (client: AuthClient, operation: 'me' | 'refresh'): Promise<number | 'no answer'> => {
  try {
    return (await client.send(operation)).status;
  } catch {
    return 'no answer';
  }
};

const anyLogin = async ({ url }: Replica): Promise<AuthClient> => {
  const body = { email: 'old@example.com', password: PASSWORD };
  const client = new AuthClient({ scheme: 'jwt', baseUrl: url });
  await client.send('register', { body: { ...body, displayName: 'Old' } });
  await client.send('login', { body });
  return client;
};
