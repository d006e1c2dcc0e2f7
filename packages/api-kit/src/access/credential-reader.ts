// The port behind the global guard: each scheme reads and checks its own credential.
import type { Request, Response } from 'express';
import type { CurrentLogin } from './current-login.ts';

/** Reads the credential of a request. */
export abstract class CredentialReader {
  /**
   * @returns the login that the credential stands for; it is still valid as far as the strategy knows
   * @throws {UnauthenticatedError} no credential, or a bad one
   * @throws {AppError} `store_unavailable`: the strategy could not ask
   */
  abstract read(request: Request, response: Response): CurrentLogin | Promise<CurrentLogin>;

  /** The value of `WWW-Authenticate` for a 401 (RFC 9110 section 11.6.1). */
  abstract challenge(presented: boolean): string;
}
