// One running process of an API, as its starter sees it.
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { KeeperLease } from '../keeper/lease-keeper.ts';
import type { ChildExit, GuardedChild, StopResult } from '../process/guarded-child.ts';
import type { ReplicaUsage, UsageAnswer, UsageRequest } from './probe-message.ts';
import type { ReadyLine } from './ready-line.ts';

const USAGE_TIMEOUT_MS = 5000;

export interface ReplicaParts {
  readonly name: string;
  readonly child: GuardedChild;
  readonly ready: ReadyLine;
  readonly lease: KeeperLease;
  readonly folder: string;
  readonly stopGraceMs: number;
}

/** A started replica; get one from `startReplica` or `stack.replica`. */
export class Replica implements AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly managementUrl: string;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<ChildExit>;
  readonly #parts: ReplicaParts;
  readonly #waiting = new Map<number, (usage: ReplicaUsage | undefined) => void>();
  #lastId = 0;
  #stopped: Promise<StopResult> | undefined;

  constructor(parts: ReplicaParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.url = `http://127.0.0.1:${parts.ready.port}`;
    this.managementUrl = `http://127.0.0.1:${parts.ready.managementPort}`;
    this.pid = parts.child.pid;
    this.exited = parts.child.exited;
    parts.child.onMessage((message) => this.#receive(message as UsageAnswer));
  }

  /**
   * What the process has used since it started.
   *
   * @throws {Error} when it has ended, or does not answer within 5 s
   */
  async usage(): Promise<ReplicaUsage> {
    return await this.#ask({});
  }

  /**
   * As `usage`, after a collection of garbage: the heap is what the process holds on to.
   *
   * @throws {Error} as `usage`, and when the replica was not started with `execArgv: ['--expose-gc']`
   */
  async usageAfterCollection(): Promise<ReplicaUsage> {
    return await this.#ask({ collect: true });
  }

  /** The last lines of its stdout and stderr, oldest first; bounded to about 64 Ki characters. */
  logLines(): readonly string[] {
    return this.#parts.child.output.lines();
  }

  /** SIGTERM, and SIGKILL where it has not drained in time; the result says which. Safe to call again. */
  async stop(): Promise<StopResult> {
    return await (this.#stopped ??= this.#end());
  }

  /** SIGKILL; resolves when the process has ended. `stop` is still due. */
  async kill(): Promise<void> {
    await this.#parts.child.kill();
  }

  /** SIGSTOP: connections stay open, and nothing answers. */
  suspend(): void {
    this.#parts.child.signal('SIGSTOP');
  }

  /** SIGCONT. */
  resume(): void {
    this.#parts.child.signal('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #ask(how: Pick<UsageRequest, 'collect'>): Promise<ReplicaUsage> {
    const { child } = this.#parts;
    const id = (this.#lastId += 1);
    const timer = new AbortController();
    const answer = new Promise<ReplicaUsage | undefined>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    if (child.running) child.send({ type: 'usage', id, ...how } satisfies UsageRequest);
    const tooLate = delay(USAGE_TIMEOUT_MS, undefined, { signal: timer.signal });
    const ended = this.exited.then(() => undefined);
    const usage = await Promise.race([answer, ended, tooLate]);
    timer.abort();
    this.#waiting.delete(id);
    if (usage === undefined) throw new Error(`${this.name} gives no reading of its usage: ${this.#condition()}`);
    return usage;
  }

  async #end(): Promise<StopResult> {
    const { child, folder, lease, stopGraceMs } = this.#parts;
    const result = await child.stop(stopGraceMs);
    await rm(folder, { recursive: true, force: true });
    await lease[Symbol.asyncDispose]();
    return result;
  }

  #receive(message: UsageAnswer): void {
    if (message.type === 'usage') this.#waiting.get(message.id)?.(message.usage);
  }

  #condition(): string {
    return this.#parts.child.running ? `no answer within ${USAGE_TIMEOUT_MS} ms, or no --expose-gc` : 'it has ended';
  }
}
