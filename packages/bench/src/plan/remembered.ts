// What a strategy remembers in the process that served a credential before, and how often that helps on a large site.
import type { Strategy } from '@authlab/contract';
import type { TargetName } from '../target/target-name.ts';
import type { Site } from './site.ts';
import type { Mix, UnitCosts } from './unit-costs.ts';

/** A benchmark shows each credential to one process over and over; many replicas see each one now and then. */
export interface Remembering {
  /** Of the requests that find nothing remembered. */
  readonly missShare: number;
  /** What a request costs then. */
  readonly mix: Mix;
  /** Targets that would have to be measured to count the misses; none: they are counted. */
  readonly missing: readonly TargetName[];
}

interface Memory {
  /** A miss costs as much more than a hit as `cold` costs more than `warm`. */
  readonly cold: TargetName;
  readonly warm: TargetName;
  readonly lifeSeconds: number;
}

/** Misses below this share change little. */
export const RARE_MISS_SHARE = 0.05;

/** @param replicas that share the requests of a user evenly @returns undefined where nothing is remembered */
export const remembering = (
  target: Strategy,
  site: Site,
  { costs, replicas }: { readonly costs: UnitCosts; readonly replicas: number },
): Remembering | undefined => {
  const memory = memoryOf(target, site);
  if (memory === undefined) return undefined;
  const missShare = missShareOf((site.requestsPerUserSecond * memory.lifeSeconds) / replicas);
  const missing = [memory.cold, memory.warm].filter((needed) => !costs.has(needed));
  if (missing.length > 0) return { missShare, mix: { [target]: 1 }, missing };
  return { missShare, mix: addUp([target, 1], [memory.cold, missShare], [memory.warm, -missShare]), missing };
};

/** The first request of a credential to a replica misses; `perReplica` of them arrive there, at random. */
export const missShareOf = (perReplica: number): number => -Math.expm1(-perReplica) / perReplica;

const memoryOf = (target: Strategy, site: Site): Memory | undefined => {
  if (target === 'session/tracked')
    return { cold: 'session/redis', warm: 'session/tracked', lifeSeconds: site.loginEverySeconds };
  return target.startsWith('jwt/')
    ? { cold: 'jwt/stateless@uncached', warm: 'jwt/stateless', lifeSeconds: site.accessTtlSeconds }
    : undefined;
};

/** A target may be in it twice: what remains of it counts once. */
const addUp = (...parts: readonly (readonly [target: TargetName, share: number])[]): Mix => {
  const shares: Partial<Record<TargetName, number>> = {};
  for (const [target, share] of parts) shares[target] = (shares[target] ?? 0) + share;
  return shares;
};
