// A target that cannot be measured: it does not start, or does not do what its strategy promises.

/** Its message is for the person at the terminal; the exit code is 1. */
export class TargetError extends Error {
  readonly code = 'target_failed';

  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'TargetError';
  }
}
