// Starts a private Redis on a free port.
import { rm } from 'node:fs/promises';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import { onFreePort, type PortChoice } from '../process/on-free-port.ts';
import { installedProgram } from '../program/installed-program.ts';
import { REDIS } from '../program/system-package.ts';
import { type RedisConfig, redisConfig } from './redis-config.ts';
import { RedisServer } from './redis-server.ts';
import { RedisStartError } from './redis-start-error.ts';

export interface RedisOptions extends PortChoice {
  readonly config?: RedisConfig;
  /** A Sentinel, which watches other servers and holds no data. */
  readonly isSentinel?: boolean;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

/**
 * Starts a Redis of your own: on 127.0.0.1 alone, in a temporary folder, without persistence and without eviction.
 * It is installed first where the machine has none. It ends with `stop`, and also if this process is killed.
 *
 * @throws {ProgramMissingError} there is none and none may be installed
 * @throws {RedisStartError} it does not come up, with what it printed
 */
export const startRedis = async (options: RedisOptions = {}): Promise<RedisServer> => {
  const program = await installedProgram(REDIS, options.signal);
  const lease = await leaseKeeper();
  try {
    return await onFreePort(options, async (port) => await startAt(port, { lease, program, options }), mayPass);
  } catch (error) {
    await lease[Symbol.asyncDispose]();
    throw error;
  }
};

const mayPass = (error: unknown): boolean => error instanceof RedisStartError && error.mayPass;

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
