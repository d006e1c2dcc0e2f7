// What a strategy's ability means for a credential that was revoked: now, after its lifetime, and at refresh.
import { setTimeout as delay } from 'node:timers/promises';
import type { AuthClient } from '@authlab/client';
import { ACCESS_TTL_SECONDS, type Target } from './target.ts';

/** Statuses of `GET /me`, and of `POST /auth/refresh` where the scheme has it. */
export interface Afterlife {
  readonly atOnce: number;
  readonly afterExpiry: number;
  readonly refresh: number | 'no such route';
}

/** Presents a credential right after the ack, at refresh, and when an access token would have expired. */
export const watchAfterlife = async (target: Target, client: AuthClient): Promise<Afterlife> => {
  const { status: atOnce } = await client.send('me');
  // With a copy: a refusal takes the refresh cookie back, and a success would be a new credential.
  const refresh = target.scheme === 'jwt' ? (await client.copy().send('refresh')).status : 'no such route';
  if (target.ability.revokes === 'until-expiry') await delay((ACCESS_TTL_SECONDS + 1) * 1000);
  return { atOnce, afterExpiry: (await client.send('me')).status, refresh };
};

/** What the strategy promises for a revoked login session. */
export const promisedAfterlife = ({ scheme, ability }: Target): Afterlife => ({
  atOnce: ability.revokes === 'until-expiry' ? 200 : 401,
  afterExpiry: 401,
  refresh: scheme === 'jwt' ? 401 : 'no such route',
});
