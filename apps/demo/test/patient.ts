/** What the replicas of a tested demo are started with: a busy machine would miss the usual 250 ms and 2 s. */
export const PATIENT = { REDIS_DEADLINE_MS: '2000', REVOCATION_STALE_MS: '10000' } as const;
