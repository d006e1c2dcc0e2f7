// Quantiles of a sample, and of values that are known only to lie between two bounds.

/**
 * The smallest value that at least `probability` of the sample does not exceed (inverse of the empirical distribution).
 *
 * @throws {TypeError} on an empty sample
 */
export const quantile = (values: readonly number[], probability: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const rank = Math.max(1, Math.ceil(probability * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new TypeError('a quantile of no values is not defined');
  return value;
};

/** A value that was seen only as lying in (low, high]. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
}

/**
 * The bounds of a quantile of interval-censored values: no distribution that fits the brackets has its quantile outside.
 *
 * @throws {TypeError} on no brackets
 */
export const censoredQuantile = (brackets: readonly Bracket[], probability: number): Bracket => ({
  low: quantile(
    brackets.map((bracket) => bracket.low),
    probability,
  ),
  high: quantile(
    brackets.map((bracket) => bracket.high),
    probability,
  ),
});
