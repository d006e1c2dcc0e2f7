// What is thrown when a private Redis does not come up.

/** Somebody else has the port; or a package manager has unpacked the program, and not yet what it is linked to. */
const PASSING = /Address already in use|error while loading shared libraries/u;

/** The message ends with the last lines that the server printed. */
export class RedisStartError extends Error {
  readonly code = 'redis_start_failed';
  /** True when another attempt may go well. */
  readonly mayPass: boolean;
  /** What the server, or what should have started it, said last; else why it was given up. */
  readonly lastLine: string;

  constructor(reason: unknown, lastLines: readonly string[]) {
    const because = reason instanceof Error ? reason.message : String(reason);
    super([`The private Redis ${because}. It printed:`, ...lastLines.map((line) => `  ${line}`)].join('\n'), {
      cause: reason,
    });
    this.name = 'RedisStartError';
    this.lastLine = lastLines.at(-1) ?? because;
    this.mayPass = lastLines.some((line) => PASSING.test(line));
  }
}
