// The gate before Redis: every command has a deadline, and every failure of the store becomes one error, 503.
import { AppError } from '@authlab/contract';
import { DeadlineQueue } from './deadline-queue.ts';

/** An error reply with this code is a mistake of ours (a wrong command), not an outage. */
const OUR_MISTAKE = /^(?:ERR|WRONGTYPE|NOSCRIPT)\b/u;

export class StoreGate {
  readonly #deadlines: DeadlineQueue;

  constructor(deadlineMs: number) {
    this.#deadlines = new DeadlineQueue(deadlineMs, toStoreError);
  }

  /**
   * @param read turns the reply into the result; on the hot path this saves a promise
   * @throws {AppError} `store_unavailable`: no connection, no answer in time, or a server that cannot serve now
   */
  run<Reply>(command: Promise<Reply>): Promise<Reply>;
  run<Reply, Result>(command: Promise<Reply>, read: (reply: Reply) => Result): Promise<Result>;
  run<Reply>(command: Promise<Reply>, read?: (reply: Reply) => unknown): Promise<unknown> {
    return read === undefined ? this.#deadlines.race(command) : this.#deadlines.race(command, read);
  }
}

const toStoreError = (error: unknown): unknown =>
  error instanceof Error && OUR_MISTAKE.test(error.message)
    ? error
    : new AppError('store_unavailable', { detail: 'Try again shortly.', retryAfterSeconds: 1, cause: error });
