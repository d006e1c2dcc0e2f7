// The schemas of what every result is made of.
import { z } from 'zod';

/** A figure and its interval. */
export const intervalSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: z.number().gt(0).lt(1),
});

/** The middle and the ends of what the rounds gave. */
export const spreadSchema = z.strictObject({ median: z.number(), min: z.number(), max: z.number() });

export const countSchema = z.number().int().nonnegative();

/** Blocks of the plan by what became of them: `noisy` ones were never valid, and used all the same. */
export const blockCountsSchema = z.strictObject({
  valid: countSchema,
  noisy: countSchema,
  incomplete: countSchema,
  planned: countSchema,
});
