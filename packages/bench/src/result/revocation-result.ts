// How the revocation experiment was run; its rows stand beside it in the summary.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count } from './interval-schema.ts';

export const revocationResultSchema = z.strictObject({
  /** Of runs from when all series had the same. */
  replicas: count.optional(),
  trials: count,
  unfinishedTrials: count,
  probes: count,
  /** What the load beside the trials was meant to be, and what came of it. */
  loads: z
    .array(
      z.strictObject({
        target: z.enum(TARGET_NAMES),
        replicas: count,
        capacityPerSec: z.number().nonnegative(),
        ratePerSec: z.number().nonnegative(),
        completed: count,
        lost: count,
      }),
    )
    .default([]),
});
