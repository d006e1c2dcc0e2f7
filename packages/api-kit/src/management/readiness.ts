// What must hold for this process to be given requests: each part of it that can fail by itself says when it has.

/** Throws or rejects while it does not hold. */
export type ReadyCheck = () => void | Promise<unknown>;

export class Readiness {
  readonly #checks: ReadyCheck[] = [];

  /** From now on, the process is ready only while this holds. */
  require(check: ReadyCheck): void {
    this.#checks.push(check);
  }

  /** @throws what the first check that fails throws */
  async check(): Promise<void> {
    await Promise.all(this.#checks.map(async (check) => await check()));
  }
}
