// The strategies in the plane of the question: what a request costs, and how long a revoked credential lives.
import { abilities } from '@authlab/contract';
import { type MeasuredExtras, readExtras } from '../plan/measured-extras.ts';
import type { CostRow, RevocationRow, Summary } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import { weightedSum } from '../stats/weighted-sum.ts';
import { isStrategy, type TargetName } from '../target/target-name.ts';
import { mainRows } from '../result/revocation-rows.ts';

export interface FrontierPoint {
  readonly target: TargetName;
  /** App and Redis, per authenticated request; with the refreshes where their cost was measured. */
  readonly cpuUs: Interval;
  /** Without them: they are measured at a lower rate, at which everything is dearer, so their share is the most it can be. */
  readonly bareCpuUs: Interval;
  /** Of the logouts; the ends of what was measured, the probes' resolution included. */
  readonly medianMs: number;
  readonly longestMs: number;
  /** The end of what a probe could not tell from no lag at all. */
  readonly resolvedMs: number;
  /** Another strategy is cheaper and not slower to end. */
  readonly isDominated: boolean;
  /** Half of it, and all of it, where a credential lives until it expires and lifetimes are as production has them. */
  readonly lifetimeMs?: number;
}

export interface Frontier {
  readonly points: readonly FrontierPoint[];
  readonly hasRefreshes: boolean;
}

/** A usual lifetime of access tokens, and a user who asks every 50 s: 18 requests between two refreshes. */
const USUAL_TTL_SECONDS = 900;
const REQUESTS_PER_USER_SECOND = 0.02;

/** Of the strategies that were measured in both experiments, at the highest rate. */
export const frontierOf = (summary: Summary): Frontier => {
  const extras = readExtras(summary.experiments);
  const highest = Math.max(...summary.cost.map(({ ratePerSec }) => ratePerSec));
  // Who refuses users whom nobody has logged out does not stand for how soon others are refused.
  const rows = mainRows(summary.revocation).filter(
    ({ event, falseRejects }) => event === 'logout' && falseRejects === 0,
  );
  const bare = summary.cost
    .filter(({ ratePerSec }) => ratePerSec === highest)
    .flatMap((cost) => {
      const row = rows.find(({ target }) => target === cost.target);
      return row === undefined ? [] : [pointOf(cost, row, extras)];
    });
  const tokens = bare.filter(({ target }) => target.startsWith('jwt/'));
  return {
    points: bare.map((point) => ({ ...point, isDominated: bare.some((other) => dominates(other, point)) })),
    hasRefreshes:
      tokens.length > 0 && tokens.every(({ target }) => extras.operationOf(target, 'refresh') !== undefined),
  };
};

const pointOf = (cost: CostRow, row: RevocationRow, extras: MeasuredExtras): Omit<FrontierPoint, 'isDominated'> => ({
  target: cost.target,
  cpuUs: withRefreshes(cost, extras),
  bareCpuUs: cost.cpuUs,
  medianMs: row.lagMs.p50,
  longestMs: row.lagMs.max,
  resolvedMs: row.lagUpperMs.max,
  ...(isStrategy(cost.target) && abilities[cost.target].revokes === 'until-expiry'
    ? { lifetimeMs: USUAL_TTL_SECONDS * 1000 }
    : {}),
});

const withRefreshes = ({ target, cpuUs }: CostRow, extras: MeasuredExtras): Interval => {
  const refresh = extras.operationOf(target, 'refresh');
  if (refresh === undefined) return cpuUs;
  const weight = 1 / (USUAL_TTL_SECONDS * REQUESTS_PER_USER_SECOND);
  return weightedSum([
    { interval: cpuUs, weight: 1 },
    { interval: refresh.cpuUs, weight },
    { interval: refresh.redisCpuUs, weight },
  ]);
};

/** Without doubt: cheaper beyond both intervals and whatever a refresh costs, never later, and with no weaker promise for when a link fails. */
const dominates = (one: Omit<FrontierPoint, 'isDominated'>, other: Omit<FrontierPoint, 'isDominated'>): boolean =>
  one.cpuUs.high < other.bareCpuUs.low && latest(one) <= latest(other) && promiseOf(one) <= promiseOf(other);

/** Less is more. */
const PROMISES = ['at-once', 'on-push', 'until-expiry', 'own-replica'] as const;

const promiseOf = ({ target }: Pick<FrontierPoint, 'target'>): number =>
  isStrategy(target) ? PROMISES.indexOf(abilities[target].revokes) : PROMISES.length;

/** Below a millisecond, nothing tells two lags apart. */
const latest = ({ longestMs, lifetimeMs }: Pick<FrontierPoint, 'longestMs' | 'lifetimeMs'>): number =>
  Math.max(1, lifetimeMs ?? longestMs);
