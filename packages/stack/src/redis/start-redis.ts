// Starts a private Redis on a free port.
import { randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import { type RedisConfig, redisConfig } from './redis-config.ts';
import { redisProgram } from './redis-program.ts';
import { RedisServer } from './redis-server.ts';
import { RedisStartError } from './redis-start-error.ts';

export interface RedisOptions {
  readonly config?: RedisConfig;
  /** A Sentinel, which watches other servers and holds no data. */
  readonly isSentinel?: boolean;
  /** Default: a free one. */
  readonly port?: number;
  /** Where a free port is looked for; for tests. */
  readonly pickPort?: () => number;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

/** Outside the ranges that Linux (from 32768) and macOS (from 49152) give to outgoing connections: a restart must get its port back. */
const PORTS = { min: 20_000, max: 32_000 } as const;
const ATTEMPTS = 20;
/** The waits grow by this, to 10 s in all: the time a package manager needs. */
const ATTEMPT_STEP_MS = 50;

/**
 * Starts a Redis of your own: on 127.0.0.1 alone, in a temporary folder, without persistence and without eviction.
 * It is installed first where the machine has none. It ends with `stop`, and also if this process is killed.
 *
 * @throws {RedisMissingError} there is none and none may be installed
 * @throws {RedisStartError} it does not come up, with what it printed
 */
export const startRedis = async (options: RedisOptions = {}): Promise<RedisServer> => {
  const program = await redisProgram(options.signal);
  const lease = await leaseKeeper();
  try {
    return await onFreePort(options, async (port) => await startAt(port, { lease, program, options }));
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
};

const onFreePort = async <T>({ port, pickPort = randomPort }: RedisOptions, start: (port: number) => Promise<T>) => {
  if (port !== undefined) return await start(port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(pickPort());
    } catch (error) {
      const again = error instanceof RedisStartError && error.mayPass && attempt < ATTEMPTS;
      if (!again) throw error;
      await delay(attempt * ATTEMPT_STEP_MS);
    }
  }
};

const randomPort = (): number => randomInt(PORTS.min, PORTS.max);

interface StartContext {
  readonly lease: KeeperLease;
  readonly program: string;
  readonly options: RedisOptions;
}

const startAt = async (port: number, { lease, program, options }: StartContext): Promise<RedisServer> => {
  const folder = await lease.makeFolder('redis');
  try {
    const config = redisConfig(options.config ?? {}, { port, folder });
    const { isSentinel = false, signal } = options;
    return await RedisServer.start({ lease, program, folder, port, config, isSentinel, signal });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
