// A plan in words and tables.
import { duration, figure, figureWithInterval, percent } from '../report/figure.ts';
import type { TitledTable } from '../report/terminal-table.ts';
import type { Interval } from '../stats/interval.ts';
import type { BreakEven } from './break-even.ts';
import type { LagBasis, LagBound } from './lag-bound.ts';
import type { Plan } from './plan.ts';
import type { StrategyPlan } from './plan-strategy.ts';
import type { RedisLimit } from './redis-need.ts';

export const planTables = (plan: Plan): TitledTable[] => [
  coresTable(plan),
  memoryTable(plan.strategies),
  ...(plan.breakEvens.length > 0 ? [breakEvenTable(plan)] : []),
  ...(plan.holdOuts.length > 0 ? [holdOutTable(plan)] : []),
];

const coresTable = ({ strategies, site, requestsPerSecond }: Plan): TitledTable => ({
  title: `What ${figure(requestsPerSecond)} requests/s of ${site.users} users need`,
  note:
    `Cores are used to ${percent(site.utilization)}; intervals are those of the measured unit costs, carried through. ` +
    'A shard of Redis has one core.',
  head: [
    'strategy',
    'CPU per request, us',
    'cores of the API',
    'Redis shards',
    'cores, API and Redis',
    'refreshes/s',
    'revoked within',
  ],
  rows: strategies.map((plan) => [
    plan.target,
    figureWithInterval(plan.requestCpuUs),
    figureWithInterval(plan.appCores),
    shardsText(plan),
    figureWithInterval(plan.totalCores),
    figure(plan.refreshesPerSecond),
    `${lagText(plan.lag)}${site.maxLagMs === undefined ? '' : plan.meetsLag ? ': yes' : ': NO'}`,
  ]),
});

const LIMITS: Readonly<Record<RedisLimit, string>> = { cpu: 'CPU', memory: 'memory', network: 'network' };

const shardsText = ({ redis: { shards, limitedBy, by, nodes } }: StrategyPlan): string => {
  const range = shards.low === shards.high ? '' : ` (${shards.low} to ${shards.high})`;
  const reason = (by[limitedBy]?.value ?? 0) > 1 ? `by ${LIMITS[limitedBy]}` : 'the least';
  return `${shards.value}${range}, ${reason}; nodes: ${nodes}`;
};

const BASES: Readonly<Record<LagBasis, string>> = {
  measured: 'measured',
  promised: 'promised, not measured',
  lifetime: "the token's life",
  heartbeat: 'at worst',
};

const lagText = (lag: LagBound): string => {
  if (lag.state === 'unbounded') return 'never, on other replicas';
  const median = lag.basis === 'heartbeat' && lag.medianMs !== undefined ? `, median ${duration(lag.medianMs)}` : '';
  return `${duration(lag.ms)} (${BASES[lag.basis]}${median})`;
};

const memoryTable = (strategies: readonly StrategyPlan[]): TitledTable => ({
  title: 'What must be kept',
  note:
    'Shards by each resource, before rounding; memory with as much again for the copies while Redis saves; the network is an upper ' +
    'bound. A dash: not measured, or there is none.',
  head: [
    'strategy',
    'Redis data',
    'shards by CPU',
    'by memory',
    'by network',
    'revocations kept',
    'kept in each process',
  ],
  rows: strategies.map(({ target, redis, denylistEntries, replicaBytes }) => [
    target,
    redis.dataBytes === undefined ? DASH : bytesText(redis.dataBytes),
    ...(['cpu', 'memory', 'network'] as const).map((limit) => optional(redis.by[limit])),
    denylistEntries === undefined ? DASH : figure(denylistEntries),
    replicaBytes === undefined ? DASH : bytesText(replicaBytes),
  ]),
});

const DASH = '-';
const GIB = 2 ** 30;
const MIB = 2 ** 20;

const optional = (interval: Interval | undefined): string =>
  interval === undefined ? DASH : figureWithInterval(interval);

const bytesText = ({ value, low, high, confidence }: Interval): string => {
  const [unit, name] = value >= GIB ? [GIB, 'GiB'] : [MIB, 'MiB'];
  return `${figureWithInterval({ value: value / unit, low: low / unit, high: high / unit, confidence })} ${name}`;
};

const breakEvenTable = ({ breakEvens, site }: Plan): TitledTable => ({
  title: 'How long an access token must live to cost less than a session',
  note:
    'Below that lifetime the refreshes cost more than the requests save. ' +
    `Planned: ${figure(site.accessTtlSeconds)} s, with ${figure(site.requestsPerUserSecond)} requests/s of each user.`,
  head: ['token', 'instead of', 'saves per request, us', 'costs less when it lives for'],
  rows: breakEvens.map((row) => [row.token, row.session, figureWithInterval(row.savedUs), lifetimeText(row)]),
});

const lifetimeText = ({ lifetime }: BreakEven): string => {
  if (lifetime === undefined) return 'not known: refresh not measured';
  if (lifetime.state === 'never') return 'never: it saves nothing';
  if (lifetime.state === 'at-least') return `no less than ${figure(lifetime.low)} s, if ever`;
  return `${figureWithInterval(lifetime.interval)} s`;
};

const holdOutTable = ({ holdOuts }: Plan): TitledTable => ({
  title: 'How well the model knows CPU per request at a rate that it has not seen',
  note: 'Each rate is predicted from the others, as a + b/sqrt(rate). Beyond the others the curve is continued, not filled in.',
  head: ['strategy', 'requests/s', 'measured, us', 'predicted, us', 'error'],
  rows: holdOuts.map(({ target, ratePerSec, measured, predicted, relativeError, isBeyond }) => [
    target,
    `${ratePerSec}${isBeyond ? ' (beyond)' : ''}`,
    figure(measured),
    figure(predicted),
    percent(relativeError),
  ]),
});

/** The answer, and what stands behind it. */
export const planAnswer = ({ strategies, cheapest, holdOuts, site }: Plan): string[] => {
  const errors = holdOuts.map(({ relativeError }) => Math.abs(relativeError));
  return [
    lagLine(strategies, site.maxLagMs),
    ...(cheapest === undefined ? [] : [cheapestLine(cheapest, strategies)]),
    ...strategies.flatMap((plan) => shorterLifeLine(plan, site.maxLagMs)),
    errors.length === 0
      ? 'The model of CPU against the rate cannot be checked: that takes three rates or more (--profile full).'
      : `The model of CPU against the rate is off by at most ${percent(Math.max(...errors))} where it was checked.`,
  ];
};

const lagLine = (strategies: readonly StrategyPlan[], maxLagMs: number | undefined): string => {
  const meeting = strategies.filter(({ meetsLag }) => meetsLag).map(({ target }) => target);
  if (maxLagMs === undefined) return `Whatever the lag (no --max-lag): ${meeting.join(', ')}.`;
  return meeting.length === 0
    ? `None of them refuses a revoked credential within ${duration(maxLagMs)}.`
    : `A revoked credential is refused within ${duration(maxLagMs)} by: ${meeting.join(', ')}.`;
};

const shorterLifeLine = ({ target, lag, meetsLag }: StrategyPlan, maxLagMs: number | undefined): string[] =>
  maxLagMs !== undefined && maxLagMs > 0 && !meetsLag && lag.state === 'at-most' && lag.basis === 'lifetime'
    ? [`${target} would do with tokens that live for ${duration(maxLagMs)}: plan that with --access-ttl.`]
    : [];

const cheapestLine = (
  { target, rivals }: NonNullable<Plan['cheapest']>,
  strategies: readonly StrategyPlan[],
): string => {
  const plan = strategies.find((candidate) => candidate.target === target);
  const cores = plan === undefined ? '' : `: ${figureWithInterval(plan.totalCores)} cores of API and Redis`;
  const caveat = rivals.length === 0 ? '' : `; this run does not tell its cost apart from that of ${rivals.join(', ')}`;
  const lacking = plan?.uncounted.filter((part) => part !== 'logins') ?? [];
  const lack = lacking.length === 0 ? '' : `. Its ${lacking.join(' and ')} are not counted, so that is too little`;
  return `The cheapest of those is ${target}${cores}${caveat}${lack}.`;
};
