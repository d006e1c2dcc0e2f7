// What a checked credential says, and where a request carries it.
import type { Principal } from '@authlab/contract';
import type { Request } from 'express';

/** The login session that the request's credential belongs to. */
export interface CurrentLogin {
  readonly principal: Principal;
  /** Public id of the login session: names it, and is no credential. */
  readonly sessionId: string;
}

/** A request that the global guard has let through. */
export interface AuthenticatedRequest<Login extends CurrentLogin = CurrentLogin> extends Request {
  current: Login;
}
