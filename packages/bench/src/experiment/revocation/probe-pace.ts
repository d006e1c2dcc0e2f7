// How densely a credential is probed: closely around the moments at which it may die, sparsely between them.

export interface KnownMoments {
  /** When the revoking request will be sent. */
  readonly revokeAtMs: number;
  /** When the credential would end by itself. Only the density depends on it: what is recorded is what was answered. */
  readonly expiryMs?: number;
}

const BEFORE_MS = 25;
const AFTER_REVOKING_MS = 60;
const AFTER_EXPIRY_MS = 150;
const SPARSE_MS = 100;
/** Many credentials end at the same full second, and their probes share two cores. */
const NEAR_EXPIRY_MS = 15;
const WATCH_PAUSE_MS = 10;

/** The pause before the next request of a closed loop, for a moment on the same clock. */
export const paceOf =
  ({ revokeAtMs, expiryMs }: KnownMoments) =>
  (nowMs: number): number => {
    const sinceRevokingMs = nowMs - revokeAtMs;
    if (sinceRevokingMs < -BEFORE_MS) return Math.min(SPARSE_MS, -BEFORE_MS - sinceRevokingMs);
    if (sinceRevokingMs < AFTER_REVOKING_MS) return 0;
    if (expiryMs === undefined) return WATCH_PAUSE_MS;
    const sinceExpiryMs = nowMs - expiryMs;
    if (sinceExpiryMs < -BEFORE_MS) return Math.min(SPARSE_MS, -BEFORE_MS - sinceExpiryMs);
    return sinceExpiryMs < AFTER_EXPIRY_MS ? NEAR_EXPIRY_MS : SPARSE_MS;
  };
