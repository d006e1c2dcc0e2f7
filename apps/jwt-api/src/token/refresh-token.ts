// Refresh tokens: `user.family.n.MAC`. Nothing secret is at rest: the store holds the counter n, and the MAC needs the key.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Which login a refresh token continues, and its place in the row of rotations. */
export interface RefreshClaim {
  readonly userId: string;
  readonly sid: string;
  readonly n: number;
}

const SID_BYTES = 16;
const SHAPE = /^(?<userId>[\w-]{36})\.(?<sid>[\w-]{22})\.(?<n>[1-9]\d{0,8})\.(?<mac>[\w-]{43})$/u;

const SID = /^[\w-]{22}$/u;

/** Whether a text can be the id of a login session; anything else never becomes part of a key. */
export const isSid = (text: string): boolean => SID.test(text);

/** An id for a new login session: 128 random bits. */
export const newSid = (): string => randomBytes(SID_BYTES).toString('base64url');

/** @param secrets in order: the first signs */
export const writeRefreshToken = (claim: RefreshClaim, secrets: readonly string[]): string => {
  const [secret = ''] = secrets;
  const body = bodyOf(claim);
  return `${body}.${macOf(body, secret)}`;
};

/** What a token claims, if one of the secrets made it. */
export const readRefreshToken = (token: string, secrets: readonly string[]): RefreshClaim | undefined => {
  const { userId, sid, n, mac } = SHAPE.exec(token)?.groups ?? {};
  if (userId === undefined || sid === undefined || n === undefined || mac === undefined) return undefined;
  const claim = { userId, sid, n: Number(n) };
  const body = bodyOf(claim);
  return secrets.some((secret) => isSame(macOf(body, secret), mac)) ? claim : undefined;
};

const bodyOf = ({ userId, sid, n }: RefreshClaim): string => `${userId}.${sid}.${n}`;

/** The purpose is part of what is signed, so that no other use of the same secret makes a refresh token. */
const macOf = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(`authlab refresh token ${body}`).digest('base64url');

const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other));
