// What is thrown when the balancer does not come up.

const PASSING = /Address already in use|error while loading shared libraries/u;

/** The message ends with the last lines that it printed. */
export class BalancerStartError extends Error {
  readonly code = 'balancer_start_failed';
  /** True when another attempt may go well: somebody else has the port, or a package manager is not done yet. */
  readonly mayPass: boolean;

  constructor(reason: unknown, lastLines: readonly string[]) {
    const because = reason instanceof Error ? reason.message : String(reason);
    super([`The balancer ${because}. It printed:`, ...lastLines.map((line) => `  ${line}`)].join('\n'), {
      cause: reason,
    });
    this.name = 'BalancerStartError';
    this.mayPass = lastLines.some((line) => PASSING.test(line));
  }
}
