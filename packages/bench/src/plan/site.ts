// What is planned for: the people, what they do, and the machines that are to be had. Plain data.

export interface Site {
  /** Active at the same time. */
  readonly users: number;
  /** Of one active user. */
  readonly requestsPerUserSecond: number;
  /** How long a revoked credential may still be accepted; absent: for any time. */
  readonly maxLagMs?: number;
  readonly accessTtlSeconds: number;
  /** Logouts, removed devices, changed passwords and roles. */
  readonly revocationsPerUserDay: number;
  /** From one login of a user to the next. */
  readonly loginEverySeconds: number;
  readonly loginSessionsPerUser: number;
  /** Of one process, at which the unit costs are taken; absent: the highest that was measured. */
  readonly ratePerSec?: number;
  /** How busy a core may be, 0 to 1. */
  readonly utilization: number;
  readonly redisReplicas: number;
  /** Of one Redis node, for data and for the copies while it saves. */
  readonly nodeMemoryBytes: number;
  readonly nodeBitsPerSecond: number;
  /** `REVOCATION_STALE_MS`: after that a replica that hears nothing refuses. */
  readonly revocationStaleMs: number;
}
