// The schema of what `knobs` found: what each choice is worth.
import { z } from 'zod';
import { blockCountsSchema, countSchema, intervalSchema } from './interval-schema.ts';

export const knobsResultSchema = z.strictObject({
  invocations: countSchema,
  blocks: blockCountsSchema,
  rows: z.array(
    z.strictObject({
      knob: z.string(),
      from: z.string(),
      to: z.string(),
      ratePerSec: z.number().positive(),
      /** App and Redis, in microseconds per authenticated request. */
      cpuUs: z.strictObject({ from: intervalSchema, to: intervalSchema }),
      /** `to` minus `from`. */
      differenceUs: intervalSchema,
      /** `to` over `from`. */
      ratio: intervalSchema,
      verdict: z.enum(['different', 'equivalent', 'not-resolved']),
    }),
  ),
});

export type KnobsResult = z.infer<typeof knobsResultSchema>;
