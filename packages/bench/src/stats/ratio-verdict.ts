// What a ratio's interval allows one to say.
import type { Interval } from './interval.ts';

/** Effects below 3 % are of no consequence for the choice, so they count as none. */
const RELEVANT_RATIO = 1.03;

/** `not-resolved`: the interval is too wide to say either. */
export type RatioVerdict = 'different' | 'equivalent' | 'not-resolved';

/**
 * - `different`: the interval excludes 1, and the effect is above 3 % and above the noise floor;
 * - `equivalent`: the whole interval lies within 1/1.03 .. 1.03.
 *
 * @param noiseRatio how far from 1 the A/A twin's interval reaches, as a ratio of at least 1
 */
export const ratioVerdict = (ratio: Interval, noiseRatio: number): RatioVerdict => {
  const relevant = Math.log(Math.max(RELEVANT_RATIO, noiseRatio));
  const [low, high] = [logOf(ratio.low), logOf(ratio.high)];
  // Asked first: an interval that excludes 1 inside the 3 % band shows an effect of no consequence.
  const band = Math.log(RELEVANT_RATIO);
  if (low >= -band && high <= band) return 'equivalent';
  const excludesOne = low > 0 || high < 0;
  return excludesOne && Math.abs(logOf(ratio.value)) > relevant ? 'different' : 'not-resolved';
};

/** A ratio of differences may reach below 0; on the scale of ratios that is as far from 1 as can be. */
const logOf = (ratio: number): number => (ratio > 0 ? Math.log(ratio) : Number.NEGATIVE_INFINITY);

/** How far from 1 an interval reaches, as a ratio of at least 1. */
export const reachFromOne = (ratio: Interval): number => Math.exp(Math.max(logOf(ratio.high), -logOf(ratio.low), 0));

/**
 * About how many units of repetition would resolve the question, when widths fall with their square root: enough to tell
 * the effect from the noise, or, where there is next to none, to bring the interval inside the 3 % band.
 *
 * @param count how many there are already
 */
export const repetitionsNeeded = (ratio: Interval, noiseRatio: number, count: number): number => {
  const goal = Math.max(Math.abs(logOf(ratio.value)), Math.log(RELEVANT_RATIO));
  const reach = Math.max((logOf(ratio.high) - logOf(ratio.low)) / 2, Math.log(noiseRatio));
  return Math.max(count, Math.ceil(count * (reach / goal) ** 2));
};
