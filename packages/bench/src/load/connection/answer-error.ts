// What is thrown when the bytes of a connection are no HTTP/1.1 answer, less than one, or more.

export class AnswerError extends Error {
  /** As a socket's errors have one: it is counted among them. */
  readonly code = 'EPROTO';

  constructor(message: string) {
    super(message);
    this.name = 'AnswerError';
  }
}
