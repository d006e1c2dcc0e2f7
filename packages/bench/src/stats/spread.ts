// The middle and the ends of a few values, where there are too few for an interval.
import { quantile } from './quantile.ts';

export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws {TypeError} on no values */
export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  min: Math.min(...values),
  max: Math.max(...values),
});
