// For how long a revoked credential may be accepted at most, and how that is known.
import { abilities, type Strategy } from '@authlab/contract';
import type { RevocationRow } from '../result/summary.ts';
import type { Site } from './site.ts';

/**
 * - `measured`: the longest of all trials;
 * - `promised`: what the strategy declares; no trial of it is in this run;
 * - `lifetime`: the law of expiry, with the lifetime that is planned;
 * - `heartbeat`: when the link fails, a replica refuses after that time; a message is far quicker (`medianMs`).
 */
export type LagBasis = 'measured' | 'promised' | 'lifetime' | 'heartbeat';

export type LagBound =
  | { readonly state: 'at-most'; readonly ms: number; readonly basis: LagBasis; readonly medianMs?: number }
  | { readonly state: 'unbounded' };

/** @param rows of the revocation experiment, of all targets */
export const lagBound = (target: Strategy, site: Site, rows: readonly RevocationRow[]): LagBound => {
  const own = rows.filter((row) => row.target === target);
  const seen = own.length === 0 ? {} : { medianMs: Math.max(...own.map((row) => row.lagMs.p50)) };
  const { revokes } = abilities[target];
  if (revokes === 'until-expiry') return { state: 'at-most', ms: site.accessTtlSeconds * 1000, basis: 'lifetime' };
  if (revokes === 'own-replica' || own.some(({ neverRefused }) => neverRefused > 0)) return { state: 'unbounded' };
  if (revokes === 'on-push') return { state: 'at-most', ms: site.revocationStaleMs, basis: 'heartbeat', ...seen };
  if (own.length === 0) return { state: 'at-most', ms: 0, basis: 'promised' };
  return { state: 'at-most', ms: Math.max(...own.map((row) => row.lagMs.max)), basis: 'measured', ...seen };
};

export const meetsLag = (lag: LagBound, maxLagMs: number | undefined): boolean =>
  maxLagMs === undefined || (lag.state === 'at-most' && lag.ms <= maxLagMs);
