// What was asked for does not fit what there is.

/** `message` is for the visitor. */
export class ConflictError extends Error {
  readonly code = 'conflict';

  constructor(message: string) {
    super(message);
    this.name = 'ConflictError';
  }
}
