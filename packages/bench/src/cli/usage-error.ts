// Wrong use of the command line, worded for the person who typed it.

/** Its message is one line that says what is allowed; the exit code is 2. */
export class UsageError extends Error {
  readonly code = 'usage';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
