// The schema of what `pitfalls` found: how a wrong way of measuring changes the answer.
import { z } from 'zod';
import { blockCountsSchema, intervalSchema } from './interval-schema.ts';

const finding = z.strictObject({
  /** How it was measured. */
  way: z.string(),
  figure: intervalSchema,
});

export const pitfallsResultSchema = z.strictObject({
  blocks: blockCountsSchema,
  rows: z.array(
    z.strictObject({
      /** Of the disagreement. */
      cause: z.string(),
      /** What both figures say. */
      what: z.string(),
      unit: z.enum(['times', 'us']),
      wrong: finding,
      right: finding,
    }),
  ),
});

export type PitfallsResult = z.infer<typeof pitfallsResultSchema>;
export type Pitfall = PitfallsResult['rows'][number];
