// The t interval of a mean.
import jstat from 'jstat';
import { CONFIDENCE, type Interval } from './interval.ts';
import { mean, sampleSd } from './moments.ts';

/** How many standard errors the interval of `count` values reaches to each side. */
export const tQuantile = (count: number, confidence: number): number =>
  jstat.studentt.inv((1 + confidence) / 2, count - 1);

/**
 * mean +- t(n-1) * sd / sqrt(n).
 *
 * @param values one value per invocation: values from inside one process are not independent, and their interval lies
 * @throws {TypeError} on fewer than two values: one value has no interval
 */
export const meanInterval = (values: readonly number[], confidence = CONFIDENCE): Interval => {
  const reach = (tQuantile(values.length, confidence) * sampleSd(values)) / Math.sqrt(values.length);
  const value = mean(values);
  return { value, low: value - reach, high: value + reach, confidence };
};
