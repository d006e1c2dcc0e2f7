// The port of a strategy: how this process learns that an access token is revoked although nothing in it says so.
import type { AccessClaims } from '../token/access-claims.ts';

/** Every token of `userId` under an epoch below `epoch` is revoked, except those of the login session `keep`. */
export interface EpochRule {
  readonly userId: string;
  readonly epoch: number;
  readonly keep?: string | undefined;
}

/** What one event has revoked: login sessions by their ids, and what an epoch says. */
export interface Revoked {
  readonly sids: readonly string[];
  readonly rule?: EpochRule | undefined;
}

/** Chosen by `JWT_STRATEGY`; one file each. */
export interface Revocation {
  /** How long Redis remembers what was revoked, in the same step that ends the refresh family; 0: not at all. */
  readonly rememberedMs: number;

  /**
   * @throws {UnauthenticatedError} the token is revoked
   * @throws {AppError} `store_unavailable`: whether it is cannot be known now
   */
  check(claims: AccessClaims): void | Promise<void>;

  /** Tells those who do not ask Redis; resolves when it is stored, so that the ack may be given. */
  announce(revoked: Revoked): Promise<void>;

  close(): void;
}

/** Clocks of replicas differ, and a token may be signed a moment after its login session has ended. */
export const MARGIN_SECONDS = 5;

/** How wrong the clock of Redis may be, beside those of the replicas. */
export const CLOCK_SKEW_MS = 60_000;

/** Injection token. */
export const REVOCATION = Symbol('revocation');
