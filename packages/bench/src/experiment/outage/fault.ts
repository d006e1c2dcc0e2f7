// A Redis that can be made to fail in one way, and how the replicas of an API find it.
import type { FaultProxy, RedisConfig, RedisServer, Stack } from '@authlab/stack';

/** While it resolves the fault lasts. */
export interface Hold {
  readonly until: () => Promise<void>;
  /** Aborted at the same moment. */
  readonly over: AbortSignal;
}

export interface OpenedFault {
  /** What each of the two replicas is told to find Redis. */
  readonly redisEnvs: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  /** Of the server, past any proxy. */
  readonly redisUrl: string;
  /** A while before the fault; nobody notices. */
  readonly prepare: () => Promise<void>;
  /** Resolves when the fault is mended: at that moment it is over. */
  readonly play: (hold: Hold) => Promise<void>;
}

/** Starts everything on the stack. */
export type Fault = (stack: Stack, signal: AbortSignal) => Promise<OpenedFault>;

/** One Redis, to which each replica has a link of its own. */
export interface LinkedRedis {
  readonly server: RedisServer;
  readonly near: FaultProxy;
  readonly far: FaultProxy;
}

export const linkedFault =
  (play: (redis: LinkedRedis, hold: Hold) => Promise<void>, config: RedisConfig = {}): Fault =>
  async (stack, signal) => {
    const server = await stack.redis({ config, signal });
    const [near, far] = [await stack.proxy(server.port), await stack.proxy(server.port)];
    return {
      redisEnvs: [envOf(near), envOf(far)],
      redisUrl: server.url,
      prepare: () => Promise.resolve(),
      play: (hold) => play({ server, near, far }, hold),
    };
  };

const envOf = ({ port }: FaultProxy) => ({ REDIS_URL: `redis://127.0.0.1:${port}` });
