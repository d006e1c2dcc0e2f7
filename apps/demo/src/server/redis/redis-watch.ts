// Sees every command that the replicas of one API send to their Redis, through MONITOR.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CommandOwners } from './command-owners.ts';
import { connectObserver, type Observer } from './connect-observer.ts';
import { type MonitorLine, parseMonitorLine } from './monitor-line.ts';
import { within } from './within.ts';

const DRAIN_MS = 300;
const BACK_MS = 5000;
const AGAIN_MS = 20;

/** One command as it was seen. */
export interface SeenCommand {
  readonly replica: number;
  readonly atMs: number;
  readonly words: readonly string[];
  readonly insideScript: boolean;
}

export class RedisWatch implements AsyncDisposable {
  readonly #monitor: Observer;
  readonly #observer: Observer;
  readonly #owners: CommandOwners;
  readonly #onCommand: (command: SeenCommand) => void;
  readonly #markers = new Map<string, () => void>();
  /** Lines are taken in order, though looking for a connection's owner takes its time. */
  #taken: Promise<void> = Promise.resolve();
  /** Whose script runs. */
  #scripting: number | undefined;

  private constructor(monitor: Observer, observer: Observer, onCommand: (command: SeenCommand) => void) {
    this.#monitor = monitor;
    this.#observer = observer;
    this.#owners = new CommandOwners(observer);
    this.#onCommand = onCommand;
    observer.on('reconnecting', () => this.#owners.forget());
  }

  static async start(url: string, onCommand: (command: SeenCommand) => void): Promise<RedisWatch> {
    const observer = await connectObserver(url);
    const monitor = await connectObserver(url);
    const watch = new RedisWatch(monitor, observer, onCommand);
    await monitor.monitor((line) => watch.#receive(line));
    return watch;
  }

  /** For what is asked of Redis besides. */
  get observer(): Observer {
    return this.#observer;
  }

  /** To be called when replicas have ended. */
  forgetConnections(): void {
    this.#owners.forget();
  }

  /** Waits until all that Redis has done so far was seen; false when Redis does not answer. */
  async drained(): Promise<boolean> {
    const marker = randomUUID();
    const seen = new Promise<true>((resolve) => void this.#markers.set(marker, () => resolve(true)));
    const answer = await within(DRAIN_MS, Promise.all([this.#observer.echo(marker), seen]));
    this.#markers.delete(marker);
    return answer !== undefined;
  }

  /** Waits until Redis answers again, and everything is seen again; false when that takes too long. */
  async isBack(): Promise<boolean> {
    const endMs = performance.now() + BACK_MS;
    while (performance.now() < endMs) {
      if (await this.drained()) return true;
      await delay(AGAIN_MS);
    }
    return false;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#monitor.destroy();
    this.#observer.destroy();
    return Promise.resolve();
  }

  #receive(text: string): void {
    const line = parseMonitorLine(text);
    if (line !== undefined) this.#taken = this.#taken.then(async () => await this.#take(line));
  }

  async #take({ atMs, source, words }: MonitorLine): Promise<void> {
    this.#markers.get(words[1] ?? '')?.();
    const insideScript = source === 'lua';
    const replica = insideScript ? this.#scripting : await this.#owners.replicaAt(source);
    this.#scripting = replica;
    if (replica !== undefined) this.#onCommand({ replica, atMs, words, insideScript });
  }
}
