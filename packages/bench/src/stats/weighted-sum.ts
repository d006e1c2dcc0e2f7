// A sum of measured figures, with the interval that theirs give it.
import { CONFIDENCE, type Interval } from './interval.ts';

export interface Term {
  readonly interval: Interval;
  readonly weight: number;
}

/**
 * The reaches of independent estimates add in quadrature; each side keeps its own, and a negative weight turns them round.
 * No terms give 0, exactly.
 */
export const weightedSum = (terms: readonly Term[]): Interval => {
  const value = terms.reduce((sum, { interval, weight }) => sum + weight * interval.value, 0);
  const ends = terms.map(({ interval, weight }) => {
    const reaches = [weight * (interval.low - interval.value), weight * (interval.high - interval.value)];
    return { below: Math.min(...reaches), above: Math.max(...reaches) };
  });
  return {
    value,
    low: value - Math.hypot(...ends.map(({ below }) => below)),
    high: value + Math.hypot(...ends.map(({ above }) => above)),
    confidence: terms[0]?.interval.confidence ?? CONFIDENCE,
  };
};
