// The Redis of one API: its own process, behind a network that can be made slow, with one user for each replica.
import { randomBytes } from 'node:crypto';
import type { FaultProxy, RedisServer, Stack } from '@authlab/stack';
import type { Fault } from '../../protocol/control-requests.ts';
import { REPLICA_COUNT } from '../../protocol/scheme.ts';

const USER_PREFIX = 'replica-';
const PASSWORD_BYTES = 16;

const userOf = (index: number): string => `${USER_PREFIX}${index}`;

/** Which replica a user of Redis stands for. */
export const replicaOfUser = (user: string): number | undefined =>
  user.startsWith(USER_PREFIX) ? Number(user.slice(USER_PREFIX.length)) : undefined;

export class DemoRedis {
  readonly #server: RedisServer;
  readonly #proxy: FaultProxy;
  readonly #password: string;
  #fault: Fault = { kind: 'none' };

  private constructor(server: RedisServer, proxy: FaultProxy, password: string) {
    this.#server = server;
    this.#proxy = proxy;
    this.#password = password;
  }

  static async start(stack: Stack): Promise<DemoRedis> {
    const password = randomBytes(PASSWORD_BYTES).toString('hex');
    const replicas = Array.from({ length: REPLICA_COUNT }, (_, index) => index);
    const user = replicas.map((index) => `${userOf(index)} on >${password} ~* &* +@all`);
    const server = await stack.redis({ config: { user } });
    return new DemoRedis(server, await stack.proxy(server.port), password);
  }

  /** For the demo itself: past the slow network, and as a user of its own. */
  get directUrl(): string {
    return this.#server.url;
  }

  /** What the replica is told, so that its commands can be told from those of others. */
  envFor(index: number): Readonly<Record<string, string>> {
    return { REDIS_URL: `redis://${userOf(index)}:${this.#password}@127.0.0.1:${this.#proxy.port}` };
  }

  /** Heals what was before, then does this. */
  async suffer(fault: Fault): Promise<void> {
    await this.#heal();
    this.#fault = fault;
    if (fault.kind === 'kill') await this.#server.kill();
    if (fault.kind === 'hang') this.#server.suspend();
    if (fault.kind === 'slow') this.#proxy.delay(fault.delayMs);
  }

  async #heal(): Promise<void> {
    const { kind } = this.#fault;
    if (kind === 'kill') await this.#server.restart();
    if (kind === 'hang') this.#server.resume();
    if (kind === 'slow') this.#proxy.heal();
    this.#fault = { kind: 'none' };
  }
}
