// What one strategy needs for the site: cores, Redis, memory, and how long revoked credentials live there.
import type { Strategy } from '@authlab/contract';
import type { RevocationRow } from '../result/summary.ts';
import type { Interval } from '../stats/interval.ts';
import { type Term, weightedSum } from '../stats/weighted-sum.ts';
import { type LagBound, lagBound, meetsLag } from './lag-bound.ts';
import type { MeasuredExtras, OperationCost } from './measured-extras.ts';
import { type RedisLoad, type RedisNeed, redisNeed } from './redis-need.ts';
import { requestMix, SMALL_SHARE, type Surcharge, surchargesOf } from './request-mix.ts';
import type { Site } from './site.ts';
import { figureOf, type Mix, scaled, type UnitCosts } from './unit-costs.ts';

export interface Measurements {
  readonly costs: UnitCosts;
  readonly extras: MeasuredExtras;
  readonly revocation: readonly RevocationRow[];
}

export interface StrategyPlan {
  readonly target: Strategy;
  /** Microseconds of API and Redis per request, with the surcharges that were measured. */
  readonly requestCpuUs: Interval;
  /** Of what targets that figure is made, by weight. */
  readonly mix: Mix;
  /** Of the API, at the planned utilization. */
  readonly appCores: Interval;
  /** API and Redis together: what the strategies are ranked by. */
  readonly totalCores: Interval;
  readonly redis: RedisNeed;
  readonly refreshesPerSecond: number;
  readonly loginsPerSecond: number;
  /** Of all cores, those for refreshes and logins. */
  readonly operationCores: Interval;
  /** What the figures do not hold, since the run did not measure it. */
  readonly uncounted: readonly Uncounted[];
  /** Revocations that must be remembered at any time, in Redis or in each process. */
  readonly denylistEntries?: number;
  /** Of each process, for what it remembers. */
  readonly replicaBytes?: Interval;
  readonly surcharges: readonly Surcharge[];
  readonly lag: LagBound;
  readonly meetsLag: boolean;
}

export type Uncounted = 'refreshes' | 'logins' | Surcharge['of'];

const US_PER_SECOND = 1e6;
const SECONDS_PER_DAY = 86_400;

export const planStrategy = (target: Strategy, site: Site, measured: Measurements): StrategyPlan => {
  const { costs, extras } = measured;
  const parts = operationsOf(target, site, extras);
  const cores = (mix: Mix, field: 'cpuUs' | 'appCpuUs' | 'redisCpuUs'): Interval =>
    weightedSum(
      scaled([...requestTerms(mix, field, { site, costs }), ...operationTerms(parts, field)], 1 / site.utilization),
    );
  const replicas = Math.max(1, Math.ceil(cores({ [target]: 1 }, 'appCpuUs').value));
  const surcharges = surchargesOf(target, site, { costs, replicas });
  const mix = requestMix(target, surcharges);
  const lag = lagBound(target, site, measured.revocation);
  return {
    target,
    requestCpuUs: figureOf(costs, mix, 'cpuUs'),
    mix,
    appCores: cores(mix, 'appCpuUs'),
    totalCores: cores(mix, 'cpuUs'),
    redis: redisNeed(redisLoad(target, { site, measured, mix, shardsByCpu: cores(mix, 'redisCpuUs') }), site),
    refreshesPerSecond: refreshesOf(target, site),
    loginsPerSecond: site.users / site.loginEverySeconds,
    operationCores: weightedSum(scaled(operationTerms(parts, 'cpuUs'), 1 / site.utilization)),
    uncounted: [
      ...(parts.refreshes === undefined ? (['refreshes'] as const) : []),
      ...(parts.logins === undefined ? (['logins'] as const) : []),
      ...surcharges.filter(isLacking).map((surcharge) => surcharge.of),
    ],
    ...entriesOf(target, site, extras),
    surcharges,
    lag,
    meetsLag: meetsLag(lag, site.maxLagMs),
  };
};

const isLacking = ({ missing, share }: Surcharge): boolean => missing.length > 0 && share >= SMALL_SHARE;

const requestTerms = (
  mix: Mix,
  field: 'cpuUs' | 'appCpuUs' | 'redisCpuUs',
  { site, costs }: { readonly site: Site; readonly costs: UnitCosts },
): Term[] => scaled(costs.terms(mix, field), (site.users * site.requestsPerUserSecond) / US_PER_SECOND);

/** Operations and how many of them there are per second; absent where the run does not tell. */
interface Operations {
  readonly refreshes?: readonly [OperationCost | undefined, number];
  readonly logins?: readonly [OperationCost | undefined, number];
}

const operationsOf = (target: Strategy, site: Site, { operationOf }: MeasuredExtras): Operations => {
  const [refresh, login] = [operationOf(target, 'refresh'), operationOf(target, 'login')];
  const refreshesPerSecond = refreshesOf(target, site);
  return {
    ...(refreshesPerSecond === 0 || refresh !== undefined ? { refreshes: [refresh, refreshesPerSecond] } : {}),
    ...(login === undefined ? {} : { logins: [login, site.users / site.loginEverySeconds] }),
  };
};

/** A user refreshes when a token has expired, and not more often than there are requests. */
const refreshesOf = (target: Strategy, site: Site): number =>
  target.startsWith('jwt/') ? site.users * Math.min(1 / site.accessTtlSeconds, site.requestsPerUserSecond) : 0;

const operationTerms = ({ refreshes, logins }: Operations, field: 'cpuUs' | 'appCpuUs' | 'redisCpuUs'): Term[] =>
  [refreshes, logins].flatMap((part) => {
    const [cost, perSecond] = part ?? [];
    if (cost === undefined || perSecond === undefined) return [];
    const weight = perSecond / US_PER_SECOND;
    const [app, redis] = [
      { interval: cost.cpuUs, weight },
      { interval: cost.redisCpuUs, weight },
    ];
    return { cpuUs: [app, redis], appCpuUs: [app], redisCpuUs: [redis] }[field];
  });

interface LoadContext {
  readonly site: Site;
  readonly measured: Measurements;
  readonly mix: Mix;
  readonly shardsByCpu: Interval;
}

const redisLoad = (target: Strategy, { site, measured, mix, shardsByCpu }: LoadContext): RedisLoad => {
  const perSession = measured.extras.bytesPerLoginSession(target);
  if (perSession === undefined) return { shardsByCpu };
  const commands = measured.costs.commandsPerRequest(mix) * site.users * site.requestsPerUserSecond;
  const of = (weight: number): Interval => weightedSum([{ interval: perSession, weight }]);
  // A read brings no more than all that is kept of a login session.
  return { shardsByCpu, dataBytes: of(site.users * site.loginSessionsPerUser), bytesPerSecond: of(commands) };
};

const entriesOf = (
  target: Strategy,
  site: Site,
  extras: MeasuredExtras,
): Pick<StrategyPlan, 'denylistEntries' | 'replicaBytes'> => {
  const isDenying = target === 'jwt/denylist' || target === 'jwt/pushed';
  const revocationsPerSecond = (site.users * site.revocationsPerUserDay) / SECONDS_PER_DAY;
  const denied = isDenying ? { denylistEntries: revocationsPerSecond * site.accessTtlSeconds } : {};
  const perEntry = extras.bytesPerEntry(target);
  const inMemory = target === 'jwt/pushed' ? denied.denylistEntries : site.users * site.loginSessionsPerUser;
  const remembers = target === 'jwt/pushed' || target === 'session/tracked';
  if (!remembers || perEntry === undefined || inMemory === undefined) return denied;
  return { ...denied, replicaBytes: weightedSum([{ interval: perEntry, weight: inMemory }]) };
};
