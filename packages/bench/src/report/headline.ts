// The sentence that answers the question: what does it cost, and how long does a revoked credential live?
import type { Comparison, RevocationRow, Summary } from '../result/summary.ts';
import { proportionInterval } from '../stats/proportion-interval.ts';
import { latencySentences } from './latency-sentences.ts';
import { outageSentences } from './outage-sentences.ts';
import { mainRows } from '../result/revocation-rows.ts';
import { duration, figure, figureWithInterval, percent } from './figure.ts';

/** At the highest rate, which is the busiest. */
export const headline = (summary: Summary): string[] => [
  ...costSentences(summary),
  ...latencySentences(summary.experiments.latency),
  ...revocationSentences(mainRows(summary.revocation).filter(({ event }) => event === 'logout')),
  ...outageSentences(summary.experiments.outage),
];

/** Few are said one by one, many in a list. */
const MOST_SENTENCES = 2;

const costSentences = (summary: Summary): string[] => {
  const compared = withTheFirst(atHighestRate(summary.comparisons), summary);
  const first = summary.cost[0]?.target;
  if (compared.length <= MOST_SENTENCES || first === undefined) return compared.map(costSentence);
  const others = compared.flatMap((row) => multipleOf(first, row) ?? []);
  return [
    `On this machine, at ${compared[0]?.ratePerSec ?? 0} requests/s, the CPU of an authenticated request is, as a multiple of ` +
      `that with ${first}: ${others.join('; ')}.`,
  ];
};

const multipleOf = (first: string, { a, b, ratio, verdict }: Comparison): string | undefined => {
  if (ratio === undefined) return undefined;
  const multiple = a === first ? ratio : { ...ratio, value: 1 / ratio.value, low: 1 / ratio.high, high: 1 / ratio.low };
  const doubt = verdict === 'not-resolved' ? ', not told apart' : '';
  return `${a === first ? b : a} ${figureWithInterval(multiple)}${doubt}`;
};

const atHighestRate = (comparisons: readonly Comparison[]): Comparison[] => {
  const highest = Math.max(...comparisons.map((comparison) => comparison.ratePerSec));
  return comparisons.filter(({ metric, ratePerSec }) => metric === 'cpuUs' && ratePerSec === highest);
};

/** Of many pairs, those with the target that was named first; the table has them all. */
const withTheFirst = (comparisons: readonly Comparison[], { cost }: Summary): readonly Comparison[] => {
  const first = cost[0]?.target;
  return first === undefined ? comparisons : comparisons.filter(({ a, b }) => a === first || b === first);
};

const costSentence = ({ a, b, ratePerSec, ratio, verdict }: Comparison): string => {
  const place = `On this machine, at ${ratePerSec} requests/s,`;
  if (ratio === undefined) return `${place} ${b} and ${a} could not be compared.`;
  const figures = `${figureWithInterval(ratio)} times the CPU`;
  if (verdict === 'different') return `${place} an authenticated request with ${b} costs ${figures} of one with ${a}.`;
  const finding = verdict === 'equivalent' ? 'cost the same within 3 %' : 'are not told apart by this run';
  return `${place} authenticated requests with ${b} and ${a} ${finding}: ${figures}.`;
};

const revocationSentences = (rows: readonly RevocationRow[]): string[] => {
  // Whoever refuses people whom nobody has logged out does not refuse the others because they have.
  const [careless, careful] = [rows.filter(refusesOthers), rows.filter((row) => !refusesOthers(row))];
  const atOnce = careful.filter(({ neverRefused, staleTrials }) => neverRefused === 0 && staleTrials === 0);
  const others = careful.filter((row) => !atOnce.includes(row));
  return [
    ...(atOnce.length === 0 ? [] : [atOnceSentence(atOnce)]),
    ...others.map(laterSentence),
    ...careless.map(carelessSentence),
  ];
};

const refusesOthers = ({ falseRejects }: RevocationRow): boolean => falseRejects > 0;

const carelessSentence = ({ target, replicas, falseRejects, bystanderRequests }: RevocationRow): string =>
  `With ${target} on ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}, ${percent(falseRejects / bystanderRequests)} of the ` +
  'requests of users whom nobody had logged out were refused.';

const atOnceSentence = (rows: readonly RevocationRow[]): string => {
  const trials = rows.reduce((sum, row) => sum + row.trials, 0);
  const most = percent(proportionInterval(0, trials).high);
  const latestMs = Math.max(...rows.map(({ lagUpperMs }) => lagUpperMs.max));
  const names = new Intl.ListFormat('en').format(rows.map(({ target }) => target));
  return (
    `After a logout, ${names} ${rows.length === 1 ? 'was' : 'were'} refused at once: accepted in 0 of ${trials} trials ` +
    `(so in at most ${most}), and ${rows.length === 1 ? 'its' : 'the'} first refused request was sent at most ` +
    `${duration(latestMs)} after the answer.`
  );
};

const laterSentence = (row: RevocationRow): string => {
  const { target, trials, staleTrials, lagMs, accessTtlSeconds } = row;
  const start = `After a logout, ${target}`;
  if (row.neverRefused > 0)
    return `${start} was still accepted when the watch ended in ${row.neverRefused} of ${trials} trials.`;
  const life = accessTtlSeconds === undefined ? '' : `, with tokens that live for ${figure(accessTtlSeconds)} s`;
  return `${start} was still accepted in ${staleTrials} of ${trials} trials, for up to ${duration(lagMs.max)}${life}.`;
};
