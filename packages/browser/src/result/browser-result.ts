// The schema of results/browser.json, versioned.
import { z } from 'zod';

const observedFact = z.strictObject({
  id: z.string(),
  question: z.string(),
  /** Absent where each browser decides for itself. */
  expected: z.string().optional(),
  observed: z.string(),
  how: z.string(),
});

export const browserResultSchema = z.strictObject({
  schemaVersion: z.literal(1),
  browser: z.strictObject({ name: z.string(), version: z.string() }),
  observedAt: z.iso.datetime(),
  facts: z.array(observedFact),
});

export type ObservedFact = z.infer<typeof observedFact>;
/** What one browser did, on one day. */
export type BrowserResult = z.infer<typeof browserResultSchema>;

/** True where the browser did what was expected, or was free to choose. */
export const isAsExpected = ({ expected, observed }: ObservedFact): boolean =>
  expected === undefined || expected === observed;
