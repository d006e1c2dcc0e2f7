// One attempt of the thief: GET /me with the stolen credential, straight to one replica.
import { z } from 'zod';
import { replicaIndexSchema, schemeSchema } from './scheme.ts';

export const THIEF_INTERVAL_MS = 500;
export const THIEF_MAX_MS = 600_000;

export const thiefProbeSchema = z.object({
  scheme: schemeSchema,
  replica: replicaIndexSchema,
  /** When it was sent. */
  atMs: z.number(),
  durationMs: z.number().min(0),
  /** `accepted`: 2xx. `refused`: 401 or 403. `failed`: any other status, or no answer at all. */
  outcome: z.enum(['accepted', 'refused', 'failed']),
  /** Absent when there was no answer. */
  status: z.number().int().optional(),
  /** Why there was no answer. */
  error: z.string().optional(),
});
export type ThiefProbe = z.infer<typeof thiefProbeSchema>;

/** The thief tried the stolen refresh token, because his access token was refused. */
export const thiefRefreshSchema = z.object({
  scheme: schemeSchema,
  replica: replicaIndexSchema,
  atMs: z.number(),
  outcome: z.enum(['accepted', 'refused', 'failed']),
  status: z.number().int().optional(),
});
export type ThiefRefresh = z.infer<typeof thiefRefreshSchema>;
