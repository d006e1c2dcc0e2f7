// The schema of what `calibrate` found: known answers, and what the lab says of them.
import { z } from 'zod';

export const calibrateResultSchema = z.strictObject({
  checks: z.array(
    z.strictObject({
      name: z.string(),
      /** What was put in. */
      known: z.string(),
      /** What the lab says. */
      found: z.string(),
      passed: z.boolean(),
    }),
  ),
});

export type CalibrateResult = z.infer<typeof calibrateResultSchema>;
export type CalibrationCheck = CalibrateResult['checks'][number];
