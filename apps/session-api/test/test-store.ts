// A session store on a Redis of its own, for tests.
import { connectRedisClient, NoFence, type Redis, StoreGate } from '@authlab/api-kit';
import { openStack } from '@authlab/stack';
import type { Config } from '../src/config.ts';
import { RedisSessionStore } from '../src/session/redis-session-store.ts';
import { type SessionScripts, sessionScripts } from '../src/session/session-scripts.ts';

export interface TestStore extends AsyncDisposable {
  readonly store: RedisSessionStore;
  readonly redis: Redis<SessionScripts>;
  readonly url: string;
}

const silent = { info: () => undefined, warn: () => undefined };

export const openTestStore = async (overrides: Partial<Config> = {}): Promise<TestStore> => {
  const stack = await openStack();
  const { url } = await stack.redis();
  const redis = await connectRedisClient({
    place: { form: 'single', url },
    access: {},
    scripts: sessionScripts,
    log: silent,
  });
  const config = {
    MAX_SESSIONS_PER_USER: 5,
    SESSION_IDLE_TTL_SECONDS: 60,
    SESSION_ABSOLUTE_TTL_SECONDS: 600,
    ...overrides,
  } as Config;
  const store = new RedisSessionStore({ redis, gate: new StoreGate(2000), fence: new NoFence(), config });
  const close = async () => {
    redis.destroy();
    await stack.close();
  };
  return { store, redis, url, [Symbol.asyncDispose]: close };
};
