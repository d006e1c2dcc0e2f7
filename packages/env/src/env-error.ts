// What is thrown when the environment does not fit the schema: every faulty key, never a value.

/** One faulty key and what is wrong with it. */
export interface EnvFault {
  readonly key: string;
  readonly reason: string;
}

/** The environment does not fit. Its message lists each faulty key on a line of its own and names no value. */
export class EnvError extends Error {
  readonly faults: readonly EnvFault[];

  constructor(faults: readonly EnvFault[]) {
    const lines = faults.map(({ key, reason }) => `  ${key}: ${reason}`);
    super(`The configuration is not usable. Correct these environment variables:\n${lines.join('\n')}`);
    this.name = 'EnvError';
    this.faults = faults;
  }
}
