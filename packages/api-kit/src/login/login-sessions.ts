// The port that separates the two schemes: how login sessions begin, are listed and end.
import type { LoginSession, Principal, TokenAnswer } from '@authlab/contract';
import type { User } from '@authlab/users';
import type { Request, Response } from 'express';
import type { CurrentLogin } from '../access/current-login.ts';

/** The request and its response, for the credential that travels in their headers. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

/** A login session that has just begun: what the client is told, and the login as later requests will have it. */
export interface BegunLogin<Login extends CurrentLogin = CurrentLogin> {
  readonly answer: Principal | TokenAnswer;
  readonly current: Login;
}

/** Whose, and since which epoch: what was given out under a lower one is no longer good. */
export type UserEpoch = Pick<User, 'id' | 'epoch'>;

/**
 * Login sessions of one scheme. Every method that changes something resolves only after the store has confirmed it, and
 * throws AppError `store_unavailable` otherwise: an ack is never given for what was not stored.
 */
export abstract class LoginSessions<Login extends CurrentLogin = CurrentLogin> {
  /** Begins a login session with a fresh credential; one that the request already carried ends. */
  abstract begin(exchange: Exchange, user: User, device: string | undefined): Promise<BegunLogin<Login>>;

  /** The answer does not hand out the credential that has just begun; nothing is stored or ended, so it cannot fail. */
  abstract takeBack(exchange: Exchange): void;

  /** Gives the current login session a fresh credential; the old one is no longer valid. */
  abstract renew(exchange: Exchange, user: User, current: Login): Promise<void>;

  /** The user's own live login sessions, newest first. */
  abstract list(current: Login): Promise<LoginSession[]>;

  /** Ends one of the user's own login sessions; false when the user has none with this id. */
  abstract endOne(current: Login, id: string): Promise<boolean>;

  /** Ends the current login session and takes the credential out of the browser. */
  abstract endCurrent(exchange: Exchange, current: Login): Promise<void>;

  /** Ends every login session of a user in one step, except `keep`. The epoch has risen to what it says. */
  abstract endAll(user: UserEpoch, keep?: Login): Promise<void>;

  /** Makes new roles hold in the user's live login sessions, within the strategy's lag. The epoch has risen. */
  abstract changeRoles(user: UserEpoch & Pick<User, 'roles'>): Promise<void>;
}
