// Text in which the secret parts are marked, so that the page can shorten them until they are asked for.
import { z } from 'zod';

/** `secrets` do not overlap and are in order; offsets count UTF-16 units, as `slice` does. */
export const markedTextSchema = z.object({
  text: z.string(),
  secrets: z.array(z.object({ start: z.number().int().min(0), end: z.number().int().min(0) })),
});
export type MarkedText = z.infer<typeof markedTextSchema>;
