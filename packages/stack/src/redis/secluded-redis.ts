// A Redis in a network of its own, at the end of a cable that can be pulled out: the real black hole.
import { NetworkCable } from '../network/network-cable.ts';
import type { RedisServer } from './redis-server.ts';
import { startRedis } from './start-redis.ts';

/** Get one from `startSecludedRedis` or `stack.secludedRedis`. */
export class SecludedRedis implements AsyncDisposable {
  readonly server: RedisServer;
  readonly #cable: NetworkCable;

  constructor(server: RedisServer, cable: NetworkCable) {
    this.server = server;
    this.#cable = cable;
  }

  /** Of our end of the cable, as `ip link` shows it. */
  get linkName(): string {
    return this.#cable.name;
  }

  /** Packets vanish from now on; as `NetworkCable.unplug`. */
  async unplug(): Promise<void> {
    await this.#cable.unplug(this.server.pid);
  }

  async plugIn(): Promise<void> {
    await this.#cable.plugIn(this.server.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
    await this.#cable[Symbol.asyncDispose]();
  }
}

/**
 * Takes root on Linux (CAP_SYS_ADMIN, CAP_NET_ADMIN), iproute2 and util-linux. Only this machine has a way to it, and it wants a password.
 *
 * @throws {NetworkError}, or as `startRedis` with what a program printed, where the machine does not allow it
 */
export const startSecludedRedis = async (signal?: AbortSignal): Promise<SecludedRedis> => {
  const cable = await NetworkCable.plan();
  try {
    return new SecludedRedis(await startRedis({ cable, ...(signal === undefined ? {} : { signal }) }), cable);
  } catch (error) {
    await cable[Symbol.asyncDispose]();
    throw error;
  }
};
