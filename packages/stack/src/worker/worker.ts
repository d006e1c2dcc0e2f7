// A process of our own that answers questions: for work that must not share this process's event loop.
import { rm } from 'node:fs/promises';
import { resolve as absolute } from 'node:path';
import { basicEnvironment } from '../config.ts';
import { type KeeperLease, leaseKeeper } from '../keeper/lease-keeper.ts';
import { abortOf } from '../process/abort-of.ts';
import { GuardedChild } from '../process/guarded-child.ts';
import type { WorkerAnswer, WorkerQuestion } from './worker-message.ts';

export interface WorkerOptions {
  /** The script that node runs; it calls `answerStarter`. */
  readonly entry: string;
  /** For messages. */
  readonly name: string;
}

interface WorkerParts extends WorkerOptions {
  readonly child: GuardedChild;
  readonly lease: KeeperLease;
  readonly folder: string;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

const STOP_GRACE_MS = 1000;
const SHOWN_LINES = 20;

/** A started worker; get one from `stack.worker`. It ends with `stop`, and also if this process is killed. */
export class Worker implements AsyncDisposable {
  readonly pid: number;
  readonly #parts: WorkerParts;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #stopped: Promise<void> | undefined;

  private constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.pid = parts.child.pid;
    parts.child.onMessage((message) => this.#receive(message as WorkerAnswer));
    void parts.child.exited.then(() => this.#fail());
  }

  /** @throws the error of the operating system when it cannot be started */
  static async start(options: WorkerOptions): Promise<Worker> {
    const lease = await leaseKeeper();
    try {
      const folder = await lease.makeFolder(options.name);
      const child = await GuardedChild.spawn(lease, {
        file: process.execPath,
        args: [absolute(options.entry)],
        env: basicEnvironment(),
        cwd: folder,
        ipc: true,
      });
      return new Worker({ ...options, child, lease, folder });
    } catch (error) {
      await lease[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Asks, and waits for the answer without a limit of time.
   *
   * @throws {Error} when the worker fails at it or ends before it has answered; the signal's reason when aborted
   */
  async ask<Answer>(question: unknown, signal?: AbortSignal): Promise<Answer> {
    signal?.throwIfAborted();
    if (!this.#parts.child.running) throw await this.#ending();
    const id = (this.#lastId += 1);
    const answered = new AbortController();
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#parts.child.send({ id, question } satisfies WorkerQuestion);
    try {
      return (await Promise.race([answer, abortOf(signal, answered.signal)])) as Answer;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      answered.abort();
      this.#waiting.delete(id);
    }
  }

  /** SIGTERM, and SIGKILL after a second. Safe to call again. */
  async stop(): Promise<void> {
    await (this.#stopped ??= this.#end());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #receive(message: WorkerAnswer): void {
    const waiting = this.#waiting.get(message.id);
    if (message.state === 'answered') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(`${this.#parts.name}: ${message.reason}`));
  }

  async #fail(): Promise<void> {
    const error = await this.#ending();
    for (const { reject } of this.#waiting.values()) reject(error);
  }

  async #ending(): Promise<Error> {
    const lines = await this.#parts.child.lastLines(SHOWN_LINES);
    return new Error([`${this.#parts.name} has ended. It printed last:`, ...lines].join('\n  '));
  }

  async #end(): Promise<void> {
    const { child, folder, lease } = this.#parts;
    await child.stop(STOP_GRACE_MS);
    await rm(folder, { recursive: true, force: true });
    await lease[Symbol.asyncDispose]();
  }
}
