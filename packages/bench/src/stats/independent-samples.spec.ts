// Two independent runs are compared as the textbooks have it, and as often right as promised.
import { describe, expect, it } from '@jest/globals';
import type { Interval } from './interval.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { shareDifference } from './share-difference.ts';
import { welchDifference, welchRatio } from './welch-interval.ts';

const normal = (random: SeededRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
const hits = (random: SeededRandom, trials: number, share: number): number =>
  Array.from({ length: trials }, random.fraction).filter((fraction) => fraction < share).length;
const contains = ({ low, high }: Interval, truth: number): boolean => low <= truth && truth <= high;

/** How far the share of covering intervals is from 95 %. */
const missedCoverage = (runs: number, covers: () => boolean): number => {
  const covered = Array.from({ length: runs }, covers).filter(Boolean).length;
  return Math.abs(covered / runs - 0.95);
};

describe('welchDifference', () => {
  it('is the t interval with pooled freedom when both sides are alike: 1,2,3 and 4,5,6 differ by 3 +- 2.7764 * sqrt(2/3)', () => {
    const { value, low, high } = welchDifference([1, 2, 3], [4, 5, 6]);
    expect(value).toBe(3);
    expect(high - 3).toBeCloseTo(2.776_445_105 * Math.sqrt(2 / 3), 6);
    expect(3 - low).toBeCloseTo(2.776_445_105 * Math.sqrt(2 / 3), 6);
  });

  it('loses freedom to the side with the spread: of 1,3 and 10,10,10 only the first counts, with one degree', () => {
    const { value, high } = welchDifference([1, 3], [10, 10, 10]);
    expect(value).toBe(8);
    expect(high - 8).toBeCloseTo(12.706_204_736, 5);
  });

  it('is a point without spread, and nothing for one value', () => {
    expect(welchDifference([2, 2], [5, 5, 5])).toEqual({ value: 3, low: 3, high: 3, confidence: 0.95 });
    expect(() => welchDifference([2], [5, 5])).toThrow(TypeError);
  });

  it('covers the truth in 93 to 97 of 100, with unequal sizes and spreads', () => {
    const random = seededRandom(11);
    const draw = (size: number, sd: number, mean: number) =>
      Array.from({ length: size }, () => mean + sd * normal(random));
    const covers = (): boolean => contains(welchDifference(draw(8, 2, 10), draw(5, 6, 13)), 3);
    expect(missedCoverage(4000, covers)).toBeLessThanOrEqual(0.02);
  });
});

describe('welchRatio', () => {
  it('is the quotient of the geometric means', () => {
    expect(welchRatio([1, 4], [8, 8]).value).toBeCloseTo(4, 12);
    expect(() => welchRatio([1, 0], [1, 1])).toThrow(TypeError);
  });

  it('covers the truth in 93 to 97 of 100, at the invocations of a quick and of a full run', () => {
    const random = seededRandom(12);
    const draw = (size: number, sd: number, median: number) =>
      Array.from({ length: size }, () => median * Math.exp(sd * normal(random)));
    const covers = (): boolean => contains(welchRatio(draw(4, 0.05, 200), draw(12, 0.04, 250)), 1.25);
    expect(missedCoverage(4000, covers)).toBeLessThanOrEqual(0.02);
  });
});

describe('shareDifference', () => {
  it.each([
    { a: { hits: 48, trials: 80 }, b: { hits: 56, trials: 70 }, low: 0.0524, high: 0.3339 },
    { a: { hits: 3, trials: 10 }, b: { hits: 9, trials: 10 }, low: 0.1705, high: 0.809 },
    { a: { hits: 0, trials: 10 }, b: { hits: 10, trials: 10 }, low: 0.6075, high: 1 },
  ])('of $a and $b is that of the published examples', ({ a, b, low, high }) => {
    const interval = shareDifference(a, b);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('turns round with its sides', () => {
    const [a, b] = [
      { hits: 2, trials: 90 },
      { hits: 7, trials: 50 },
    ];
    const [there, back] = [shareDifference(a, b), shareDifference(b, a)];
    expect(there.low).toBeCloseTo(-back.high, 12);
    expect(() => shareDifference(a, { hits: 2, trials: 1 })).toThrow(TypeError);
  });

  it('covers the truth in 93 to 97 of 100', () => {
    const random = seededRandom(13);
    const covers = (): boolean =>
      contains(
        shareDifference({ hits: hits(random, 100, 0.3), trials: 100 }, { hits: hits(random, 60, 0.6), trials: 60 }),
        0.3,
      );
    expect(missedCoverage(4000, covers)).toBeLessThanOrEqual(0.02);
  });
});
