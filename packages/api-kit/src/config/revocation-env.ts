// How a strategy that is told of revocations by pushes notices that the pushes have stopped, and what it does then.
import { z } from 'zod';
import { milliseconds } from './field.ts';

/** A proof is up to two beats old when the next one comes. */
const BEATS_UNTIL_STALE = 3;

export const revocationEnv = {
  REVOCATION_HEARTBEAT_MS: milliseconds.default(500),
  REVOCATION_STALE_MS: milliseconds.default(2000),
  /** `closed`: refuse what cannot be checked (503); `open`: accept it, and count. */
  REVOCATION_STALE_POLICY: z.enum(['closed', 'open']).default('closed'),
} as const;

interface Times {
  readonly REVOCATION_HEARTBEAT_MS: number;
  readonly REVOCATION_STALE_MS: number;
}

/** A rule for the whole environment. */
export const staleAfterBeats: [isKept: (env: Times) => boolean, rule: { path: string[]; message: string }] = [
  (env) => env.REVOCATION_STALE_MS >= BEATS_UNTIL_STALE * env.REVOCATION_HEARTBEAT_MS,
  {
    path: ['REVOCATION_STALE_MS'],
    message: `must be at least ${BEATS_UNTIL_STALE} times REVOCATION_HEARTBEAT_MS: else a healthy link counts as stale`,
  },
];
