// A stored run that cannot be read: not there, made by another version, or damaged.

/** Its message is one line for the person at the terminal: what is wrong, and what to do; the exit code is 2. */
export class StoredRunError extends Error {
  readonly code = 'results_not_read';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoredRunError';
  }
}
