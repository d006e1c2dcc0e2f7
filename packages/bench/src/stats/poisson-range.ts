// Between which counts a Poisson variable lies.

/** Far beyond any quantile that is asked for, in standard deviations. */
const REACH = 12;

/**
 * The smallest count that a Poisson variable does not exceed with at least `probability`.
 *
 * @throws {TypeError} on a negative mean
 */
export const poissonQuantile = (mean: number, probability: number): number => {
  if (!(mean >= 0)) throw new TypeError('a Poisson variable has no negative mean');
  if (mean === 0) return 0;
  let count = Math.max(0, Math.floor(mean - REACH * Math.sqrt(mean)));
  let logMass = count * Math.log(mean) - mean - logFactorial(count);
  let below = Math.exp(logMass);
  // Rounding must not keep the sum under a probability near 1 for ever.
  const end = mean + REACH * Math.sqrt(mean) + REACH;
  while (below < probability && count < end) {
    count += 1;
    logMass += Math.log(mean / count);
    below += Math.exp(logMass);
  }
  return count;
};

const logFactorial = (count: number): number => {
  let sum = 0;
  for (let factor = 2; factor <= count; factor += 1) sum += Math.log(factor);
  return sum;
};
