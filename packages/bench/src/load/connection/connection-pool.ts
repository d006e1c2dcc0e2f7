// The connections to one server: the one used last is used first, and what finds none waits for one.
import { type ConnectionOptions, type Exchange, HttpConnection } from './http-connection.ts';

export interface PoolOptions extends Pick<ConnectionOptions, 'host' | 'port'> {
  /** How many there may be at once. */
  readonly connections: number;
}

const MEMORY_BYTES = 64 * 1024;
/** How late a request that has no answer may be given up. */
const CHECK_MS = 25;

export class ConnectionPool {
  readonly #options: PoolOptions;
  readonly #memory = Buffer.allocUnsafeSlow(MEMORY_BYTES);
  readonly #connections = new Set<HttpConnection>();
  readonly #idle: HttpConnection[] = [];
  readonly #closedBytes = { in: 0, out: 0 };
  readonly #check: NodeJS.Timeout;
  #waiting: Exchange[] = [];
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#check = setInterval(() => this.#giveUpLate(performance.now()), CHECK_MS).unref();
  }

  /** Everything that has passed, headers included, as the server sees it. */
  get bytes(): { readonly in: number; readonly out: number } {
    const total = { ...this.#closedBytes };
    for (const { bytes } of this.#connections) {
      total.in += bytes.in;
      total.out += bytes.out;
    }
    return total;
  }

  /** Sends it as soon as a connection is free; the listener is told later, never before this returns. */
  send(exchange: Exchange): void {
    if (this.#isClosed) process.nextTick(() => exchange.onFailure('ECANCELED'));
    else if (!this.#startNow(exchange)) this.#waiting.push(exchange);
  }

  /** Ends all connections; what is under way fails. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#check);
    for (const exchange of this.#waiting.splice(0)) exchange.onFailure('ECANCELED');
    for (const connection of this.#connections) connection.fail('ECANCELED');
  }

  #startNow(exchange: Exchange): boolean {
    const nowMs = performance.now();
    for (let last = this.#idle.pop(); last !== undefined; last = this.#idle.pop()) {
      if (last.isFresh(nowMs)) {
        last.start(exchange);
        return true;
      }
      last.fail('ECANCELED');
    }
    if (this.#connections.size >= this.#options.connections) return false;
    this.#open().start(exchange);
    return true;
  }

  #open(): HttpConnection {
    const { host, port } = this.#options;
    const connection = new HttpConnection({
      host,
      port,
      memory: this.#memory,
      onFree: (free) => this.#reuse(free),
      onClosed: (closed) => this.#forget(closed),
    });
    this.#connections.add(connection);
    return connection;
  }

  #reuse(connection: HttpConnection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(connection);
    else connection.start(next);
  }

  #forget(connection: HttpConnection): void {
    const { bytes } = connection;
    this.#closedBytes.in += bytes.in;
    this.#closedBytes.out += bytes.out;
    this.#connections.delete(connection);
    const place = this.#idle.indexOf(connection);
    if (place !== -1) this.#idle.splice(place, 1);
    const next = this.#isClosed ? undefined : this.#waiting.shift();
    if (next !== undefined) this.#open().start(next);
  }

  #giveUpLate(nowMs: number): void {
    const late = this.#waiting.filter(({ deadlineMs }) => deadlineMs <= nowMs);
    if (late.length > 0) this.#waiting = this.#waiting.filter(({ deadlineMs }) => deadlineMs > nowMs);
    for (const exchange of late) exchange.onFailure(TIMED_OUT);
    for (const connection of this.#connections) {
      if ((connection.deadlineMs ?? Number.POSITIVE_INFINITY) <= nowMs) connection.fail(TIMED_OUT);
    }
  }
}

/** As a socket says that nobody answers. */
export const TIMED_OUT = 'ETIMEDOUT';
