// What is thrown when a replica does not become ready.

/** The message names the replica, says what happened, and ends with the last lines that it printed. */
export class ReplicaStartError extends Error {
  readonly code = 'replica_start_failed';
  readonly replica: string;
  readonly lastLines: readonly string[];

  constructor(replica: string, cause: unknown, lastLines: readonly string[]) {
    const because = cause instanceof Error ? cause.message : String(cause);
    const printed = lastLines.length === 0 ? ['It printed nothing.'] : ['It printed last:', ...lastLines];
    super([`${replica} ${because}. ${printed[0]}`, ...printed.slice(1).map((line) => `  ${line}`)].join('\n'), {
      cause,
    });
    this.name = 'ReplicaStartError';
    this.replica = replica;
    this.lastLines = lastLines;
  }
}
