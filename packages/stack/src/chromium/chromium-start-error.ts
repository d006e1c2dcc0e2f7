// What is thrown when Chromium does not come up.

/** Says what came first, and shows what the browser printed last. */
export class ChromiumStartError extends Error {
  readonly code = 'chromium_start_failed';

  constructor(cause: unknown, lastLines: readonly string[]) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super([`Chromium ${reason}. It printed last:`, ...lastLines].join('\n'), { cause });
    this.name = 'ChromiumStartError';
  }
}
