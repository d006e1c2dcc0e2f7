// A scope that owns whatever was started in it, and stops it all in reverse order.
import { rm } from 'node:fs/promises';
import type { Balancer } from './balancer/balancer.ts';
import type { BalancerOptions } from './balancer/balancer-config.ts';
import { startBalancer } from './balancer/start-balancer.ts';
import { type KeeperLease, leaseKeeper } from './keeper/lease-keeper.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import { DistantRedis, type DistantRedisOptions } from './proxy/distant-redis.ts';
import { openRedis, type RedisEndpoint } from './redis/open-redis.ts';
import { type RedisCluster, startRedisCluster } from './redis/redis-cluster.ts';
import type { RedisServer } from './redis/redis-server.ts';
import { type SentinelRedis, startSentinelRedis } from './redis/sentinel-redis.ts';
import { type SecludedRedis, startSecludedRedis } from './redis/secluded-redis.ts';
import { type RedisOptions, startRedis } from './redis/start-redis.ts';
import type { Replica } from './replica/replica.ts';
import { type ReplicaOptions, startReplica } from './replica/start-replica.ts';
import { startReplicas } from './replica/start-replicas.ts';
import { Worker, type WorkerOptions } from './worker/worker.ts';

/** `await using stack = await openStack()`; each method starts something that ends with the stack at the latest. */
export class Stack implements AsyncDisposable {
  readonly #lease: KeeperLease;
  readonly #resources = new AsyncDisposableStack();
  readonly #starting = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(lease: KeeperLease) {
    this.#lease = lease;
    this.#resources.use(lease);
  }

  /** A private Redis; as `startRedis`. */
  async redis(options: RedisOptions = {}): Promise<RedisServer> {
    return await this.own(async (signal) => await startRedis({ ...options, signal: either(signal, options) }));
  }

  /** Three masters that share the slots; as `startRedisCluster`. */
  async redisCluster(): Promise<RedisCluster> {
    return await this.own(async (signal) => await startRedisCluster(signal));
  }

  /** A master with replicas and Sentinels; as `startSentinelRedis`. */
  async sentinelRedis(): Promise<SentinelRedis> {
    return await this.own(async (signal) => await startSentinelRedis(signal));
  }

  /** A Redis behind a cable that can be pulled out; as `startSecludedRedis`. */
  async secludedRedis(): Promise<SecludedRedis> {
    return await this.own(async (signal) => await startSecludedRedis(signal));
  }

  /** A network to whatever listens on that port of 127.0.0.1, which can be made to fail. */
  async proxy(targetPort: number): Promise<FaultProxy> {
    return await this.own(async () => await FaultProxy.start(targetPort));
  }

  /** A Redis whose answers take longer; as `DistantRedis.start`. */
  async distantRedis(options: DistantRedisOptions): Promise<DistantRedis> {
    return await this.own(async (signal) => await DistantRedis.start({ ...options, signal }));
  }

  /** The Redis of `REDIS_URL`, or a private one; as `openRedis`. */
  async openRedis(
    env: Readonly<Record<string, string | undefined>>,
    options: RedisOptions = {},
  ): Promise<RedisEndpoint> {
    return await this.own(async (signal) => await openRedis(env, { ...options, signal: either(signal, options) }));
  }

  /** One process of an API; as `startReplica`. */
  async replica(options: ReplicaOptions): Promise<Replica> {
    return await this.own(async (signal) => await startReplica({ ...options, signal: either(signal, options) }));
  }

  /** Several processes of an API, stopped all at once; as `startReplicas`. */
  async replicas(count: number, options: ReplicaOptions): Promise<readonly Replica[]> {
    const { replicas } = await this.own(async (signal) => {
      const started = await startReplicas(count, { ...options, signal: either(signal, options) });
      const stop = async () => void (await Promise.all(started.map(async (replica) => await replica.stop())));
      return { replicas: started, [Symbol.asyncDispose]: stop };
    });
    return replicas;
  }

  /** A real balancer before replicas; as `startBalancer`. */
  async balancer(options: BalancerOptions): Promise<Balancer> {
    return await this.own(async (signal) => await startBalancer({ ...options, signal: either(signal, options) }));
  }

  /** A process that answers our questions; as `Worker.start`. */
  async worker(options: WorkerOptions): Promise<Worker> {
    return await this.own(async () => await Worker.start(options));
  }

  /** An empty folder, readable for this user alone. */
  async folder(name: string): Promise<string> {
    const { path } = await this.own(async () => {
      const made = await this.#lease.makeFolder(name);
      const remove = async () => await rm(made, { recursive: true, force: true });
      return { path: made, [Symbol.asyncDispose]: remove };
    });
    return path;
  }

  /**
   * Starts anything else that the stack shall end.
   *
   * @param start is told by the signal when the stack closes meanwhile
   * @throws what `start` throws; {StackClosedError} when the stack has closed
   */
  async own<T extends AsyncDisposable>(start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#closing.signal.aborted) throw new StackClosedError();
    const started = this.#start(start);
    this.#starting.add(started);
    try {
      return await started;
    } finally {
      this.#starting.delete(started);
    }
  }

  /** Stops everything, last started first. Safe to call again. */
  async close(): Promise<void> {
    await (this.#closed ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #start<T extends AsyncDisposable>(start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#resources.use(await start(this.#closing.signal));
  }

  async #end(): Promise<void> {
    this.#closing.abort(new StackClosedError());
    // Whatever is half started joins the resources first, or fails.
    await Promise.allSettled(this.#starting);
    await this.#resources.disposeAsync();
  }
}

const either = (closing: AbortSignal, { signal }: { readonly signal?: AbortSignal }): AbortSignal =>
  signal === undefined ? closing : AbortSignal.any([closing, signal]);

/** Something was to be started in a stack that has closed. */
export class StackClosedError extends Error {
  readonly code = 'stack_closed';

  constructor() {
    super('the stack has closed: nothing can be started in it any more');
    this.name = 'StackClosedError';
  }
}

/** @throws {Error} when the keeper, which cleans up after a crash, cannot be started */
export const openStack = async (): Promise<Stack> => new Stack(await leaseKeeper());
