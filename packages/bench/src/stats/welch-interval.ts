// Two independent samples compared, of which neither the spread nor the size need be the same.
import { CONFIDENCE, type Interval, mapInterval } from './interval.ts';
import { tQuantile } from './mean-interval.ts';
import { mean, sampleSd } from './moments.ts';

/**
 * mean(b) - mean(a) +- t(nu) * sqrt(va/na + vb/nb), with the degrees of freedom nu of Welch and Satterthwaite.
 * Source: B. L. Welch, The generalization of "Student's" problem, Biometrika 34 (1947).
 *
 * @param a one value per unit of repetition
 * @throws {TypeError} on fewer than two values on either side
 */
export const welchDifference = (a: readonly number[], b: readonly number[], confidence = CONFIDENCE): Interval => {
  const value = mean(b) - mean(a);
  const [ofA, ofB] = [sampleSd(a) ** 2 / a.length, sampleSd(b) ** 2 / b.length];
  const variance = ofA + ofB;
  if (variance === 0) return { value, low: value, high: value, confidence };
  const degrees = variance ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  const reach = tQuantile(degrees + 1, confidence) * Math.sqrt(variance);
  return { value, low: value - reach, high: value + reach, confidence };
};

/**
 * The ratio b/a as exp of the difference of the mean logarithms.
 *
 * @throws {TypeError} on fewer than two values on either side, or one that is not above 0
 */
export const welchRatio = (a: readonly number[], b: readonly number[], confidence = CONFIDENCE): Interval =>
  mapInterval(welchDifference(a.map(logarithm), b.map(logarithm), confidence), Math.exp);

const logarithm = (value: number): number => {
  if (!(value > 0)) throw new TypeError('a ratio needs values above 0');
  return Math.log(value);
};
