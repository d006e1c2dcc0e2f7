// Counts what clients send to Redis, command by command (MONITOR); what runs inside a script is part of the script.
import { EventEmitter, once } from 'node:events';
import { createClient } from 'redis';

/** Commands by name, in lower case. */
export type Counts = Record<string, number>;

/** A line of MONITOR: time, `[database address]`, then the words in quotes; inside scripts the address is `lua`. */
const LINE = /^\S+ \[\d+ (?<address>\S+)\] "(?<command>\w+)"(?: "(?<first>[^"]*)")?/u;
/** What keeps a connection alive, or waits for news all the time, says nothing about a request. */
const UPKEEP: ReadonlySet<string> = new Set(['ping', 'hello', 'client', 'xread']);

const connected = (url: string) => createClient({ url }).connect();
type Client = Awaited<ReturnType<typeof connected>>;

export class CommandMonitor {
  readonly #listener: Client;
  readonly #sender: Client;
  readonly #marks = new EventEmitter();
  #counts: Counts = {};
  #lastMark = 0;

  private constructor(listener: Client, sender: Client) {
    this.#listener = listener;
    this.#sender = sender;
  }

  static async open(url: string): Promise<CommandMonitor> {
    const [listener, sender] = await Promise.all([connected(url), connected(url)]);
    const monitor = new CommandMonitor(listener, sender);
    await listener.monitor((line) => monitor.#count(line));
    return monitor;
  }

  /** What is sent to Redis while `work` runs. */
  async during(work: () => Promise<unknown>): Promise<Counts> {
    await this.#mark();
    this.#counts = {};
    await work();
    await this.#mark();
    return this.#counts;
  }

  close(): void {
    this.#listener.destroy();
    this.#sender.destroy();
  }

  /** Waits until everything that was sent before has been seen. */
  async #mark(): Promise<void> {
    this.#lastMark += 1;
    const mark = `mark ${this.#lastMark}`;
    const seen = once(this.#marks, mark);
    await this.#sender.echo(mark);
    await seen;
  }

  #count(line: string): void {
    const { address = '', command = '', first = '' } = LINE.exec(line)?.groups ?? {};
    const name = command.toLowerCase();
    if (name === 'echo') this.#marks.emit(first);
    else if (address !== 'lua' && !UPKEEP.has(name)) this.#counts[name] = (this.#counts[name] ?? 0) + 1;
  }
}
