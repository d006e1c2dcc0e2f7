// The quotient of two figures that were estimated independently, of which the lower one may be nothing.
import type { Interval } from './interval.ts';

/**
 * - `bounded`: there is an interval;
 * - `at-least`: the denominator is not told apart from 0, so there is no upper bound;
 * - `never`: the denominator is not above 0.
 */
export type IndependentQuotient =
  | { readonly state: 'bounded'; readonly interval: Interval }
  | { readonly state: 'at-least'; readonly low: number }
  | { readonly state: 'never' };

/**
 * Fieller's interval with no covariance, from the reaches of the two intervals; never below 0.
 * Source: E. C. Fieller, Some problems in interval estimation, J. R. Stat. Soc. B 16 (1954).
 *
 * @param numerator of something that cannot be below 0
 */
export const independentQuotient = (numerator: Interval, denominator: Interval): IndependentQuotient => {
  if (denominator.high <= 0) return { state: 'never' };
  const [top, bottom] = [reachOf(numerator), reachOf(denominator)];
  if (denominator.low <= 0 || denominator.value <= bottom)
    return { state: 'at-least', low: Math.max(0, numerator.low) / denominator.high };
  const a = denominator.value ** 2 - bottom ** 2;
  const b = numerator.value * denominator.value;
  const c = numerator.value ** 2 - top ** 2;
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c));
  const { confidence } = denominator;
  const value = numerator.value / denominator.value;
  return { state: 'bounded', interval: { value, low: Math.max(0, (b - root) / a), high: (b + root) / a, confidence } };
};

const reachOf = ({ low, high }: Interval): number => (high - low) / 2;
