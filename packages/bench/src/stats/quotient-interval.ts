// The ratio of two differences, whose denominator may well be 0: Fieller's theorem says when there is no interval.
import { CONFIDENCE, type Interval } from './interval.ts';
import { tQuantile } from './mean-interval.ts';
import { covariance, mean } from './moments.ts';

/** One invocation's two differences, measured together. */
export interface DifferencePair {
  readonly numerator: number;
  readonly denominator: number;
}

/** `unbounded`: the denominator is not told apart from 0, so no finite interval covers the ratio as often as it says. */
export type Quotient = { readonly state: 'bounded'; readonly interval: Interval } | { readonly state: 'unbounded' };

/**
 * mean(numerator) / mean(denominator) over invocations, with Fieller's interval for paired means.
 * Source: E. C. Fieller, Some problems in interval estimation, J. R. Stat. Soc. B 16 (1954).
 *
 * @throws {TypeError} on fewer than two invocations
 */
export const quotientInterval = (invocations: readonly DifferencePair[], confidence = CONFIDENCE): Quotient => {
  const top = invocations.map((pair) => pair.numerator);
  const bottom = invocations.map((pair) => pair.denominator);
  const factor = tQuantile(invocations.length, confidence) ** 2 / invocations.length;
  const [meanTop, meanBottom] = [mean(top), mean(bottom)];
  // The bounds are the roots of q: mean(top - q * bottom)^2 = t^2 * var(top - q * bottom) / n, which is A q^2 - 2 B q + C = 0.
  const a = meanBottom ** 2 - factor * covariance(bottom, bottom);
  const b = meanTop * meanBottom - factor * covariance(top, bottom);
  const c = meanTop ** 2 - factor * covariance(top, top);
  if (!(a > 0)) return { state: 'unbounded' };
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c));
  const interval = { value: meanTop / meanBottom, low: (b - root) / a, high: (b + root) / a, confidence };
  return { state: 'bounded', interval };
};
