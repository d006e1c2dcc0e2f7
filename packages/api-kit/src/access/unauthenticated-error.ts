// The one 401 for a missing or bad credential; a client cannot tell the defects apart.
import { AppError } from '@authlab/contract';

export class UnauthenticatedError extends AppError {
  /** Whether a credential was there at all: RFC 6750 section 3.1 names no error when none was. */
  readonly presented: boolean;
  /** For the log alone. */
  readonly defect: string;

  constructor(defect: string, options: { readonly presented: boolean }) {
    super('unauthenticated', { detail: 'A valid credential is required.' });
    this.presented = options.presented;
    this.defect = defect;
  }
}
