// What a benchmark does not show of a large site: credentials that a replica has not seen before, and sessions due for a touch.
import type { Strategy } from '@authlab/contract';
import type { TargetName } from '../target/target-name.ts';
import type { Site } from './site.ts';
import type { Mix, UnitCosts } from './unit-costs.ts';

/** A share of the requests that costs as much more as `dearer` costs more than `cheaper`. */
export interface Surcharge {
  /**
   * - `misses`: a benchmark shows each credential to one process over and over, many replicas see each now and then;
   * - `touches`: a session is written when it was last seen, at most once in a while; in a short block nobody is due.
   */
  readonly of: 'misses' | 'touches';
  readonly share: number;
  readonly dearer: TargetName;
  readonly cheaper: TargetName;
  /** Of these two, those that were not measured; none: the surcharge is counted. */
  readonly missing: readonly TargetName[];
}

/** Below this share a surcharge changes little. */
export const SMALL_SHARE = 0.05;

/** `SESSION_TOUCH_SECONDS` */
const TOUCH_SECONDS = 60;

/** @param replicas that share the requests of a user evenly */
export const surchargesOf = (
  target: Strategy,
  site: Site,
  { costs, replicas }: { readonly costs: UnitCosts; readonly replicas: number },
): Surcharge[] => {
  const missesIn = (lifeSeconds: number): number => missShareOf((site.requestsPerUserSecond * lifeSeconds) / replicas);
  const candidates: Omit<Surcharge, 'missing'>[] = [];
  if (target === 'session/tracked') {
    const share = missesIn(site.loginEverySeconds);
    candidates.push({ of: 'misses', share, dearer: 'session/redis', cheaper: 'session/tracked' });
  }
  if (target.startsWith('jwt/')) {
    const share = missesIn(site.accessTtlSeconds);
    candidates.push({ of: 'misses', share, dearer: 'jwt/stateless@uncached', cheaper: 'jwt/stateless' });
  }
  if (target === 'session/redis' || target === 'session/tracked') {
    const share = 1 / (1 + TOUCH_SECONDS * site.requestsPerUserSecond);
    candidates.push({ of: 'touches', share, dearer: 'session/redis@touch-each-request', cheaper: 'session/redis' });
  }
  return candidates.map((candidate) => ({
    ...candidate,
    missing: [candidate.dearer, candidate.cheaper].filter((needed) => !costs.has(needed)),
  }));
};

/** The first request of a credential to a replica misses; `perReplica` of them arrive there, at random. */
export const missShareOf = (perReplica: number): number => -Math.expm1(-perReplica) / perReplica;

/** A request of the strategy, with the surcharges that were measured. */
export const requestMix = (target: Strategy, surcharges: readonly Surcharge[]): Mix => {
  const shares: Partial<Record<TargetName, number>> = { [target]: 1 };
  const add = (name: TargetName, share: number): unknown => (shares[name] = (shares[name] ?? 0) + share);
  for (const { share, dearer, cheaper, missing } of surcharges) {
    if (missing.length > 0) continue;
    add(dearer, share);
    add(cheaper, -share);
  }
  return shares;
};
