// Starts a private Redis on a free port.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import type { NetworkCable } from '../network/network-cable.ts';
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
  /** It stands at the far end of this one, behind a password, and not on the loopback. */
  readonly cable?: NetworkCable;
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

const PASSWORD_BYTES = 32;
const randomPassword = (): string => randomBytes(PASSWORD_BYTES).toString('base64url');

const mayPass = (error: unknown): boolean => error instanceof RedisStartError && error.mayPass;

interface StartContext {
  readonly lease: KeeperLease;
  readonly program: string;
  readonly options: RedisOptions;
}

const startAt = async (port: number, { lease, program, options }: StartContext): Promise<RedisServer> => {
  const folder = await lease.makeFolder('redis');
  try {
    const { isSentinel = false, cable, signal } = options;
    const remote = cable && { cable, address: cable.farAddress, password: randomPassword() };
    const config = redisConfig(options.config ?? {}, { port, folder, remote });
    return await RedisServer.start({ lease, program, folder, port, config, isSentinel, remote, signal });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
};
