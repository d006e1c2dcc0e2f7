// What is thrown when a private Redis does not come up.

/** The message ends with the last lines that the server printed. */
export class RedisStartError extends Error {
  readonly code = 'redis_start_failed';
  /** True when somebody else listens on the port. */
  readonly portTaken: boolean;

  constructor(reason: unknown, lastLines: readonly string[]) {
    const because = reason instanceof Error ? reason.message : String(reason);
    super([`The private Redis ${because}. It printed:`, ...lastLines.map((line) => `  ${line}`)].join('\n'), {
      cause: reason,
    });
    this.name = 'RedisStartError';
    this.portTaken = lastLines.some((line) => line.includes('Address already in use'));
  }
}
