// How many Redis shards a load needs, and what it runs out of first.
import { type Interval, mapInterval } from '../stats/interval.ts';
import type { Site } from './site.ts';

/** What all of Redis is asked for, at once; what was not measured is absent. */
export interface RedisLoad {
  /** Cores at the planned utilization: a shard has one, since it works on one thread. */
  readonly shardsByCpu: Interval;
  readonly dataBytes?: Interval;
  /** No more than this. */
  readonly bytesPerSecond?: Interval;
}

export type RedisLimit = 'cpu' | 'memory' | 'network';

export interface RedisNeed {
  /** Whole ones, at least one: every strategy keeps its login sessions there. */
  readonly shards: { readonly value: number; readonly low: number; readonly high: number };
  /** What decides their number. */
  readonly limitedBy: RedisLimit;
  /** With the replicas of each shard. */
  readonly nodes: number;
  /** Shards by each resource, before rounding. */
  readonly by: Readonly<Partial<Record<RedisLimit, Interval>>>;
  readonly dataBytes?: Interval;
}

/** While it saves, Redis may copy every page that is written to meanwhile. */
const FORK_HEADROOM = 2;
const BITS = 8;

export const redisNeed = ({ shardsByCpu, dataBytes, bytesPerSecond }: RedisLoad, site: Site): RedisNeed => {
  const by: Partial<Record<RedisLimit, Interval>> = {
    cpu: notBelowZero(shardsByCpu),
    ...(dataBytes === undefined ? {} : { memory: times(dataBytes, FORK_HEADROOM / site.nodeMemoryBytes) }),
    ...(bytesPerSecond === undefined
      ? {}
      : { network: times(bytesPerSecond, BITS / (site.nodeBitsPerSecond * site.utilization)) }),
  };
  const limits = Object.entries(by) as [RedisLimit, Interval][];
  const [limitedBy] = limits.reduce((most, limit) => (limit[1].value > most[1].value ? limit : most));
  const whole = (end: 'value' | 'low' | 'high'): number =>
    Math.max(1, ...limits.map(([, interval]) => Math.ceil(interval[end])));
  const shards = { value: whole('value'), low: whole('low'), high: whole('high') };
  return {
    shards,
    limitedBy,
    nodes: shards.value * (1 + site.redisReplicas),
    by,
    ...(dataBytes === undefined ? {} : { dataBytes }),
  };
};

/** Where Redis does next to nothing, its CPU is known as well as the noise allows. */
const notBelowZero = (interval: Interval): Interval => mapInterval(interval, (value) => Math.max(0, value));

const times = (interval: Interval, factor: number): Interval => mapInterval(interval, (value) => value * factor);
