// The sentence that answers the question: what does it cost, and how long does a revoked credential live?
import type { Comparison, RevocationRow, Summary } from '../result/summary.ts';
import { latencySentences } from './latency-sentences.ts';
import { duration, figure, figureWithInterval, percent } from './figure.ts';

/** At the highest rate, which is the busiest. */
export const headline = (summary: Summary): string[] => [
  ...withTheFirst(atHighestRate(summary.comparisons), summary).map(costSentence),
  ...latencySentences(summary.experiments.latency),
  ...summary.revocation.filter(({ event }) => event === 'logout').map(revocationSentence),
];

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

const revocationSentence = (row: RevocationRow): string => {
  const { target, trials, staleTrials, staleTrialShare, lagMs, lagUpperMs, accessTtlSeconds } = row;
  const start = `After a logout, ${target}`;
  if (row.neverRefused > 0)
    return `${start} was still accepted when the watch ended in ${row.neverRefused} of ${trials} trials.`;
  if (staleTrials === 0) {
    const most = percent(staleTrialShare.high);
    return `${start} was refused at once: accepted in 0 of ${trials} trials (so in at most ${most}), and its first refused request was sent at most ${duration(lagUpperMs.max)} after the answer.`;
  }
  const life = accessTtlSeconds === undefined ? '' : `, with tokens that live for ${figure(accessTtlSeconds)} s`;
  return `${start} was still accepted in ${staleTrials} of ${trials} trials, for up to ${duration(lagMs.max)}${life}.`;
};
