// How much larger one share is than another, each counted in its own trials.
import jstat from 'jstat';
import { CONFIDENCE, type Interval } from './interval.ts';

/** `hits` of `trials`. */
export interface Share {
  readonly hits: number;
  readonly trials: number;
}

/**
 * share(b) - share(a), with the interval that Newcombe makes of two score intervals: it holds at 0 and 1 too.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine
 * 17 (1998), method 10.
 *
 * @throws {TypeError} unless 0 <= hits <= trials and there are trials, on both sides
 */
export const shareDifference = (a: Share, b: Share, confidence = CONFIDENCE): Interval => {
  const [before, after] = [scoreInterval(a, confidence), scoreInterval(b, confidence)];
  const value = after.value - before.value;
  return {
    value,
    low: value - Math.hypot(after.value - after.low, before.high - before.value),
    high: value + Math.hypot(after.high - after.value, before.value - before.low),
    confidence,
  };
};

/** Wilson's interval of one share. */
const scoreInterval = ({ hits, trials }: Share, confidence: number): Interval => {
  if (!(trials > 0 && hits >= 0 && hits <= trials))
    throw new TypeError('a share needs 0 <= hits <= trials, trials > 0');
  const z = jstat.normal.inv((1 + confidence) / 2, 0, 1);
  const value = hits / trials;
  const centre = (hits + z ** 2 / 2) / (trials + z ** 2);
  const reach = (z * Math.sqrt(trials * value * (1 - value) + z ** 2 / 4)) / (trials + z ** 2);
  return { value, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach), confidence };
};
