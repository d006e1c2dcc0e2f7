// How a strategy that is told of revocations by pushes notices that the pushes have stopped, and what it does then.
import { z } from 'zod';
import { milliseconds } from './field.ts';

export const revocationEnv = {
  REVOCATION_HEARTBEAT_MS: milliseconds.default(500),
  REVOCATION_STALE_MS: milliseconds.default(2000),
  /** `closed`: refuse what cannot be checked (503); `open`: accept it, and count. */
  REVOCATION_STALE_POLICY: z.enum(['closed', 'open']).default('closed'),
} as const;
