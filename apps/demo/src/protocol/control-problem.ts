// How the control server says no.
import { z } from 'zod';

/** `conflict`: nothing to steal yet, or a replica that already is as asked. */
export const controlProblemSchema = z.object({
  code: z.enum([
    'invalid_request',
    'forbidden',
    'not_found',
    'method_not_allowed',
    'payload_too_large',
    'unsupported_media_type',
    'conflict',
    'internal',
  ]),
  /** For people. */
  detail: z.string(),
});
export type ControlProblem = z.infer<typeof controlProblemSchema>;
