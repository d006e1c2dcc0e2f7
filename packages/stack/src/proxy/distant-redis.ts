// A Redis as if it stood further away: its answers take longer.
import { fileURLToPath } from 'node:url';
import type { ReplicaUsage } from '../replica/probe-message.ts';
import type { Replica } from '../replica/replica.ts';
import { startReplica } from '../replica/start-replica.ts';

export interface DistantRedisOptions {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Added to each answer; parts of a millisecond count. */
  readonly delayMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Get one from `stack.distantRedis`. */
export class DistantRedis implements AsyncDisposable {
  readonly #relay: Replica;

  private constructor(relay: Replica) {
    this.#relay = relay;
  }

  /** The relay is a process of its own: what it costs is nobody else's. @throws {ReplicaStartError} */
  static async start({ port, delayMs, signal }: DistantRedisOptions): Promise<DistantRedis> {
    const relay = await startReplica({
      entry: fileURLToPath(RELAY),
      name: 'distance',
      env: { TARGET_PORT: String(port), DELAY_MS: String(delayMs) },
      ...(signal === undefined ? {} : { signal }),
    });
    return new DistantRedis(relay);
  }

  /** What an API is told to find it. */
  get apiEnv(): Readonly<Record<string, string>> {
    return { REDIS_URL: this.#relay.url.replace('http:', 'redis:') };
  }

  /** Of the relay. */
  async usage(): Promise<ReplicaUsage> {
    return await this.#relay.usage();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay.stop();
  }
}

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const RELAY = new URL('../../dist/proxy/delay-process.js', import.meta.url);
