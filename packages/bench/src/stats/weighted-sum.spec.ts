// Figures that are made of measured figures keep an interval that holds what it promises.
import { describe, expect, it } from '@jest/globals';
import { independentQuotient } from './independent-quotient.ts';
import type { Interval } from './interval.ts';
import { meanInterval } from './mean-interval.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { weightedSum } from './weighted-sum.ts';

const interval = (value: number, below: number, above = below): Interval => ({
  value,
  low: value - below,
  high: value + above,
  confidence: 0.95,
});
const normal = (random: SeededRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
/** The interval of a mean of `count` invocations. */
const measured = (random: SeededRandom, { mean, sd, count }: { mean: number; sd: number; count: number }): Interval =>
  meanInterval(Array.from({ length: count }, () => mean + sd * normal(random)));
const share = (runs: number, covers: () => boolean): number =>
  Array.from({ length: runs }, covers).filter(Boolean).length / runs;

describe('weightedSum', () => {
  it('adds reaches as the sides of a right triangle: 3 and 4 give 5', () => {
    const sum = weightedSum([
      { interval: interval(10, 3), weight: 1 },
      { interval: interval(20, 4), weight: 1 },
    ]);
    expect(sum).toEqual(interval(30, 5));
  });

  it('turns the sides round under a negative weight', () => {
    const difference = weightedSum([
      { interval: interval(10, 1, 2), weight: 2 },
      { interval: interval(3, 1, 5), weight: -1 },
    ]);
    expect(difference.value).toBe(17);
    expect(difference.low).toBeCloseTo(17 - Math.hypot(2, 5), 12);
    expect(difference.high).toBeCloseTo(17 + Math.hypot(4, 1), 12);
  });

  it('of nothing is exactly nothing', () => {
    expect(weightedSum([])).toEqual(interval(0, 0));
  });

  it('covers the truth in 93 to 97 of 100', () => {
    const random = seededRandom(21);
    const covers = (): boolean => {
      const sum = weightedSum([
        { interval: measured(random, { mean: 200, sd: 20, count: 12 }), weight: 3 },
        { interval: measured(random, { mean: 50, sd: 20, count: 12 }), weight: -2 },
      ]);
      return sum.low <= 500 && 500 <= sum.high;
    };
    expect(Math.abs(share(4000, covers) - 0.95)).toBeLessThanOrEqual(0.02);
  });
});

describe('independentQuotient', () => {
  it('divides both ends by a number that is known exactly', () => {
    expect(independentQuotient(interval(600, 60), interval(2, 0))).toEqual({
      state: 'bounded',
      interval: { value: 300, low: 270, high: expect.closeTo(330, 9), confidence: 0.95 },
    });
  });

  it('solves for both ends: 10 over 5 with a reach of 1 is 10/6 to 10/4', () => {
    const quotient = independentQuotient(interval(10, 0), interval(5, 1));
    expect(quotient).toEqual({
      state: 'bounded',
      interval: { value: 2, low: expect.closeTo(10 / 6, 12), high: expect.closeTo(10 / 4, 12), confidence: 0.95 },
    });
  });

  it('has no upper end where the denominator may be nothing, and is never where it is below', () => {
    expect(independentQuotient(interval(10, 4), interval(1, 2))).toEqual({ state: 'at-least', low: 2 });
    expect(independentQuotient(interval(10, 4), interval(-1, 2))).toEqual({ state: 'at-least', low: 6 });
    expect(independentQuotient(interval(10, 4), interval(-3, 2))).toEqual({ state: 'never' });
  });

  it('covers the truth in 93 to 97 of 100, where no upper end counts as covering above the lower', () => {
    const random = seededRandom(22);
    const covers = (): boolean => {
      const quotient = independentQuotient(
        measured(random, { mean: 600, sd: 120, count: 12 }),
        measured(random, { mean: 100, sd: 40, count: 12 }),
      );
      if (quotient.state === 'bounded') return quotient.interval.low <= 6 && 6 <= quotient.interval.high;
      return quotient.state === 'at-least' && quotient.low <= 6;
    };
    expect(Math.abs(share(4000, covers) - 0.95)).toBeLessThanOrEqual(0.02);
  });
});
