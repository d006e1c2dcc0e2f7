// Gives every command the same deadline at the price of one timer for all of them: equal deadlines end in the order they began.

interface Wait {
  readonly endsAtMs: number;
  expire: (() => void) | undefined;
}

/** No answer came in time; whether the command was carried out is unknown. */
export class DeadlineError extends Error {
  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
    this.name = 'DeadlineError';
  }
}

export class DeadlineQueue {
  readonly #deadlineMs: number;
  readonly #toError: (error: unknown) => unknown;
  #waits: Wait[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param toError what the caller gets for a failure, or for a deadline that passed */
  constructor(deadlineMs: number, toError: (error: unknown) => unknown = (error) => error) {
    this.#deadlineMs = deadlineMs;
    this.#toError = toError;
  }

  /**
   * @param read turns the value into the result, without another promise
   * @throws {DeadlineError} when `work` has not settled in time; what it does later is ignored
   */
  race<Value>(work: Promise<Value>): Promise<Value>;
  race<Value, Result>(work: Promise<Value>, read: (value: Value) => Result): Promise<Result>;
  race(work: Promise<unknown>, read?: (value: unknown) => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const wait: Wait = {
        endsAtMs: performance.now() + this.#deadlineMs,
        expire: () => reject(this.#toError(new DeadlineError(this.#deadlineMs))),
      };
      this.#add(wait);
      const settle = (value: unknown): void => {
        wait.expire = undefined;
        let result = value;
        try {
          if (read !== undefined) result = read(value);
        } catch (error) {
          reject(error);
          return;
        }
        resolve(result);
      };
      const fail = (error: unknown): void => {
        wait.expire = undefined;
        reject(this.#toError(error));
      };
      work.then(settle, fail);
    });
  }

  #add(wait: Wait): void {
    this.#waits.push(wait);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#sweep(), this.#deadlineMs);
  }

  /** Runs at most once per deadline while there is work; settled waits are dropped without having had a timer. */
  #sweep(): void {
    const nowMs = performance.now();
    const due = this.#waits.findIndex((wait) => wait.endsAtMs > nowMs && wait.expire !== undefined);
    const ended = due === -1 ? this.#waits : this.#waits.slice(0, due);
    this.#waits = due === -1 ? [] : this.#waits.slice(due);
    const next = this.#waits[0];
    this.#timer = next === undefined ? undefined : setTimeout(() => this.#sweep(), Math.ceil(next.endsAtMs - nowMs));
    for (const wait of ended) wait.expire?.();
  }
}
