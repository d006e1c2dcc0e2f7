// The one class of error that a client may see; everything else is `internal`.
import type { ErrorCode } from './problem.ts';

/** The status of each code: the only place where the two meet. */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  invalid_request: 400,
  password_rejected: 400,
  unauthenticated: 401,
  invalid_credentials: 401,
  forbidden: 403,
  cross_site_request: 403,
  insecure_transport: 403,
  not_found: 404,
  email_taken: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  internal: 500,
  overloaded: 503,
  store_unavailable: 503,
};

/** What a client is told beside the code. */
export interface AppErrorDetails {
  /** Prose for the client: never a credential, a driver's text or a stack. */
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** For the log alone. */
  readonly cause?: unknown;
}

/** An expected failure with a stable `code`; subclasses live with whoever throws them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: ErrorCode, details: AppErrorDetails = {}) {
    super(details.detail ?? code, { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = details;
  }
}
