// What is thrown when a network of our own cannot be made on this machine.

export class NetworkError extends Error {
  readonly code = 'network_unavailable';

  /** @param reason such as the last line of a program that refused */
  constructor(reason: string, cause?: unknown) {
    super(`A network namespace cannot be used here: ${reason}`, { cause });
    this.name = 'NetworkError';
    this.reason = reason;
  }

  readonly reason: string;
}
