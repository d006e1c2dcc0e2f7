// A stall that comes again and again, and what it does to the latency of an open-loop load, in closed form.

/** As long as the pause of a big garbage collection; often enough for a short run to see several. */
export const STALL = { forMs: 400, everyMs: 4000 } as const;
/** What chance does to one percent of the requests. */
export const STALL_TOLERANCE_MS = 0.15 * STALL.forMs;

/**
 * Arrivals that do not wait for answers meet the stall with the chance of its share of the time, and then wait for the rest
 * of it: the share (forMs - latencyMs) / everyMs waits longer than latencyMs. Solved for the latency.
 *
 * @param share of all requests that are faster, between 0 and 1
 * @returns ms; 0 for a share that never meets the stall
 */
export const stalledQuantileMs = (share: number, { forMs, everyMs } = STALL): number =>
  Math.max(0, forMs - (1 - share) * everyMs);
