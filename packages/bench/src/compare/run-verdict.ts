// What may be said of the second of two runs: less CPU and shorter lags are better.
import type { Interval } from '../stats/interval.ts';
import { ratioVerdict } from '../stats/ratio-verdict.ts';

export type RunVerdict = 'better' | 'worse' | 'same' | 'not-resolved';

/** By the rules of every other ratio of the lab. @param noiseRatio what counts as noise, as a ratio of at least 1 */
export const verdictOfRatio = (ratio: Interval, noiseRatio: number): RunVerdict => {
  const verdict = ratioVerdict(ratio, noiseRatio);
  if (verdict !== 'different') return verdict === 'equivalent' ? 'same' : verdict;
  return ratio.value < 1 ? 'better' : 'worse';
};

/** @param margin differences up to this size are of no consequence */
export const verdictOfDifference = ({ value, low, high }: Interval, margin: number): RunVerdict => {
  if (low >= -margin && high <= margin) return 'same';
  const excludesZero = low > 0 || high < 0;
  if (!excludesZero || Math.abs(value) <= margin) return 'not-resolved';
  return value < 0 ? 'better' : 'worse';
};
