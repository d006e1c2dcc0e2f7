// How a server is asked to load itself, and what it answers.
import { z } from 'zod';

/** Its value is an order as JSON in base64url, or `result`. */
export const SELF_LOAD_HEADER = 'x-lab-self-load';
/** Of the answer to `result`: requests per second. */
export const COMPLETED_HEADER = 'x-lab-completed-per-sec';

export const selfLoadSchema = z.strictObject({
  requests: z.array(z.strictObject({ path: z.string(), headers: z.record(z.string(), z.string()) })).min(1),
  connections: z.number().int().positive(),
  seconds: z.number().positive(),
});
export type SelfLoad = z.infer<typeof selfLoadSchema>;

export const encodeSelfLoad = (order: SelfLoad): string => Buffer.from(JSON.stringify(order)).toString('base64url');

/** @throws {ZodError} */
export const decodeSelfLoad = (text: string): SelfLoad =>
  selfLoadSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
