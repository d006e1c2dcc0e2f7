// The one shape of every error answer: RFC 9457 problem details with a stable `code`.
import { z } from 'zod';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** Stable words that clients may branch on; the prose beside them may change. */
export const ERROR_CODES = [
  'invalid_request',
  'password_rejected',
  'unauthenticated',
  'invalid_credentials',
  'forbidden',
  'cross_site_request',
  'insecure_transport',
  'not_found',
  'email_taken',
  'payload_too_large',
  'unsupported_media_type',
  'too_many_requests',
  'internal',
  'overloaded',
  'store_unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** RFC 9457 section 3.1, with `code` and, for a body that does not fit its schema, `errors` as extension members. */
export const problemSchema = z.object({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(ERROR_CODES),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

export type Problem = z.infer<typeof problemSchema>;
