// What the replicas of a tested demo are started with.

/** A busy machine would miss the usual 250 ms and 2 s; what happens at either limit is tested in `conformance`. */
export const PATIENT = { REDIS_DEADLINE_MS: '2000', REVOCATION_STALE_MS: '10000' } as const;
