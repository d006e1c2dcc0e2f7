// What an access token says: the claims of RFC 9068 section 2.2, with the login session and the user's epoch.
import { ROLES, type Role } from '@authlab/contract';

/** Instants in seconds since 1970 (RFC 7519 NumericDate). */
export interface AccessClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  /** The login session: id of the refresh family. */
  readonly sid: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly auth_time: number;
  readonly epoch: number;
  readonly roles: readonly Role[];
}

const TEXTS = ['iss', 'aud', 'sub', 'sid', 'jti'] as const;
const NUMBERS = ['iat', 'exp', 'auth_time', 'epoch'] as const;
const KNOWN_ROLES: ReadonlySet<unknown> = new Set(ROLES);

/** Whether every claim is there and of its type; jsonwebtoken checks no claim that is missing. */
export const isAccessClaims = (payload: unknown): payload is AccessClaims => {
  if (typeof payload !== 'object' || payload === null) return false;
  const claims = payload as Readonly<Record<string, unknown>>;
  return (
    TEXTS.every((name) => isText(claims[name])) &&
    NUMBERS.every((name) => isWhole(claims[name])) &&
    Array.isArray(claims['roles']) &&
    claims['roles'].every((role) => KNOWN_ROLES.has(role))
  );
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
