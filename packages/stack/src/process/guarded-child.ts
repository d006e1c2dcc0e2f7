// A child process that cannot outlive us: registered with the keeper, its output kept, its end observable.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { KeeperLease } from '../keeper/lease-keeper.ts';
import { OutputTail } from './output-tail.ts';

export interface ChildCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the child. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** True opens an IPC channel for `messages`. */
  readonly ipc?: boolean;
}

/** How a child ended: by itself with a code, or by a signal. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `drained`: it ended in time after SIGTERM (or had ended before); `killed`: it did not, and got SIGKILL. */
export interface StopResult {
  readonly state: 'drained' | 'killed';
  readonly exit: ChildExit;
}

interface ChildParts {
  readonly pid: number;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

export class GuardedChild {
  readonly pid: number;
  readonly stdout: Readable;
  readonly output: OutputTail;
  readonly exited: Promise<ChildExit>;
  /** Settles when the output is complete too. */
  readonly #closed: Promise<unknown>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { pid, stdout, stderr }: ChildParts) {
    this.#child = child;
    this.pid = pid;
    this.stdout = stdout;
    this.output = new OutputTail(stdout, stderr);
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    this.#closed = new Promise((resolve) => {
      child.once('close', resolve);
    });
    // A signal or message that came too late: the exit tells the same.
    child.on('error', () => undefined);
  }

  /** @throws the error of the operating system when the file cannot be started */
  static async spawn(lease: KeeperLease, { file, args, env, cwd, ipc = false }: ChildCommand): Promise<GuardedChild> {
    // Its own session: Ctrl-C in the terminal reaches us alone, and we stop the children in order.
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    });
    const { pid, stdout, stderr } = child;
    if (pid === undefined || stdout === null || stderr === null) {
      const [error] = (await once(child, 'error')) as [Error];
      throw error;
    }
    const guarded = new GuardedChild(child, { pid, stdout, stderr });
    try {
      lease.guard(pid);
    } catch (error) {
      await guarded.kill();
      throw error;
    }
    void guarded.exited.then(() => lease.unguard(pid));
    return guarded;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** @throws {Error} when the process has ended already */
  signal(name: NodeJS.Signals): void {
    // `ChildProcess.kill` knows whether the process was reaped, so a reused pid is never hit.
    if (!this.#child.kill(name)) throw new Error(`process ${this.pid} has ended: it cannot get ${name}`);
  }

  /** SIGKILL, also to a suspended process; returns when it has ended. */
  async kill(): Promise<ChildExit> {
    this.#child.kill('SIGKILL');
    return await this.exited;
  }

  /** SIGTERM, and SIGKILL after `graceMs`; wakes a suspended process first. */
  async stop(graceMs: number): Promise<StopResult> {
    this.#child.kill('SIGTERM');
    this.#child.kill('SIGCONT');
    const timer = new AbortController();
    const tooLate = delay(graceMs, undefined, { signal: timer.signal });
    const exit = await Promise.race([this.exited, tooLate]);
    timer.abort();
    return exit === undefined ? { state: 'killed', exit: await this.kill() } : { state: 'drained', exit };
  }

  /** The last lines, after an exit once they have all arrived. */
  async lastLines(count: number): Promise<readonly string[]> {
    // Bounded, because a grandchild may hold the pipe open.
    if (!this.running) await Promise.race([this.#closed, delay(500)]);
    return this.output.lines().slice(-count);
  }

  /** Calls back with each IPC message; only for a child started with `ipc`. */
  onMessage(listener: (message: unknown) => void): void {
    this.#child.on('message', listener);
  }

  /** Sends an IPC message; a failure shows as the exit of the child or as a missing answer. */
  send(message: object): void {
    this.#child.send(message, () => undefined);
  }
}
