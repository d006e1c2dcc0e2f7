// A figure over invocations: their geometric mean, because latencies and rates scatter by factors.
import type { Estimate } from '../../result/latency-result.ts';
import { mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';

/** A logarithm needs more than nothing: the histograms' own step, in ms. */
const LEAST = 0.001;

/**
 * One invocation has no interval.
 *
 * @param values one per invocation
 * @throws {TypeError} without any
 */
export const estimateOf = (values: readonly number[]): Estimate => {
  const [first, ...others] = values;
  if (first !== undefined && others.length === 0) return { value: first, invocations: 1 };
  const logs = values.map((value) => Math.log(Math.max(LEAST, value)));
  const interval = mapInterval(meanInterval(logs), Math.exp);
  return { value: interval.value, invocations: values.length, interval };
};
