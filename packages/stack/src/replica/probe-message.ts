// What a replica and its starter say to each other over IPC.

/** What a process has used since it started; take differences of two readings. */
export interface ReplicaUsage {
  /** Exact, from `process.cpuUsage()`; all threads of the process. */
  readonly cpuUserUs: number;
  readonly cpuSystemUs: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  /** Time in which the event loop of the main thread worked, and waited. */
  readonly eventLoopActiveMs: number;
  readonly eventLoopIdleMs: number;
  /** Active time over all time since the start, 0 to 1. */
  readonly eventLoopUtilization: number;
}

export interface UsageRequest {
  readonly type: 'usage';
  readonly id: number;
  /** Garbage is collected first, so that the heap holds what is in use; needs `--expose-gc`. */
  readonly collect?: boolean;
}

export interface UsageAnswer {
  readonly type: 'usage';
  readonly id: number;
  /** Absent when garbage was to be collected and node was not started with `--expose-gc`. */
  readonly usage?: ReplicaUsage;
}
