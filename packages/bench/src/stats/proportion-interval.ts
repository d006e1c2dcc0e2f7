// How large a share may really be when it was counted k times in n: 0 in 100 does not show that it never happens.
import jstat from 'jstat';
import { CONFIDENCE, type Interval } from './interval.ts';

/**
 * The exact interval of Clopper and Pearson (Biometrika 26, 1934).
 *
 * @throws {TypeError} unless 0 <= hits <= trials and there is a trial
 */
export const proportionInterval = (hits: number, trials: number, confidence = CONFIDENCE): Interval => {
  if (!(trials > 0 && hits >= 0 && hits <= trials))
    throw new TypeError('a share needs 0 <= hits <= trials, trials > 0');
  // At the ends the interval has one side only, which then takes the whole error.
  const tail = hits === 0 || hits === trials ? 1 - confidence : (1 - confidence) / 2;
  const low = hits === 0 ? 0 : jstat.beta.inv(tail, hits, trials - hits + 1);
  const high = hits === trials ? 1 : jstat.beta.inv(1 - tail, hits + 1, trials - hits);
  return { value: hits / trials, low, high, confidence };
};
