// The statistics agree with answers worked out by hand and with an independent library.
import { describe, expect, it } from '@jest/globals';
import { mean as oracleMean, sampleCovariance, sampleStandardDeviation } from 'simple-statistics';
import { bootstrapInterval } from './bootstrap-interval.ts';
import { meanInterval } from './mean-interval.ts';
import { covariance, mean, sampleSd } from './moments.ts';
import { differenceInterval, ratioInterval } from './nested-interval.ts';
import { censoredQuantile, quantile } from './quantile.ts';
import { quotientInterval } from './quotient-interval.ts';
import { derivedSeed, seededRandom } from './seeded-random.ts';

const sample = [2, 4, 4, 4, 5, 5, 7, 9];
const partner = [1, 3, 2, 5, 4, 6, 8, 8];

describe('moments', () => {
  it('agree with simple-statistics', () => {
    expect(mean(sample)).toBeCloseTo(oracleMean(sample), 12);
    expect(sampleSd(sample)).toBeCloseTo(sampleStandardDeviation(sample), 12);
    expect(covariance(sample, partner)).toBeCloseTo(sampleCovariance(sample, partner), 12);
  });

  it('are not defined for too few values', () => {
    expect(() => mean([])).toThrow(TypeError);
    expect(() => sampleSd([1])).toThrow(TypeError);
  });
});

describe('meanInterval', () => {
  it('is mean +- t * sd / sqrt(n): 1, 2, 3 give 2 +- 4.3027 / sqrt(3)', () => {
    const interval = meanInterval([1, 2, 3]);
    expect(interval.value).toBe(2);
    expect(interval.high - 2).toBeCloseTo(4.302_652_73 / Math.sqrt(3), 6);
    expect(2 - interval.low).toBeCloseTo(4.302_652_73 / Math.sqrt(3), 6);
    expect(interval.confidence).toBe(0.95);
  });

  it('refuses one value, which has no interval', () => {
    expect(() => meanInterval([1])).toThrow(TypeError);
  });
});

describe('nested intervals', () => {
  it('average blocks inside an invocation first, so a long invocation weighs no more than a short one', () => {
    const twice = { a: 1, b: 2 };
    const eightfold = { a: 1, b: 8 };
    const ratio = ratioInterval([[twice, twice, twice], [eightfold]]);
    expect(ratio.value).toBeCloseTo(4, 12);
    const difference = differenceInterval([[twice, twice, twice], [eightfold]]);
    expect(difference.value).toBeCloseTo(4, 12);
  });

  it('give the ratio of a thing with itself as exactly 1', () => {
    const same = [{ a: 3, b: 3 }];
    expect(ratioInterval([same, same])).toEqual({ value: 1, low: 1, high: 1, confidence: 0.95 });
  });

  it('refuse a ratio of what is not above 0', () => {
    expect(() => ratioInterval([[{ a: 0, b: 1 }], [{ a: 1, b: 1 }]])).toThrow(TypeError);
  });
});

describe('quotientInterval', () => {
  it('is the plain t interval when the denominator is known exactly', () => {
    const plain = meanInterval([2, 4, 6]);
    const quotient = quotientInterval([2, 4, 6].map((numerator) => ({ numerator, denominator: 2 })));
    if (quotient.state !== 'bounded') throw new Error('expected an interval');
    expect(quotient.interval.value).toBeCloseTo(plain.value / 2, 12);
    expect(quotient.interval.low).toBeCloseTo(plain.low / 2, 12);
    expect(quotient.interval.high).toBeCloseTo(plain.high / 2, 12);
  });

  it('has no interval when the denominator is not told apart from 0', () => {
    const pairs = [-1, 1, 2].map((denominator) => ({ numerator: 10 + denominator, denominator }));
    expect(quotientInterval(pairs)).toEqual({ state: 'unbounded' });
  });
});

describe('quantiles', () => {
  it('are values of the sample', () => {
    expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3);
    expect(quantile([5, 1, 3, 2, 4], 0.99)).toBe(5);
    expect(quantile([5, 1, 3, 2, 4], 0)).toBe(1);
  });

  it('of brackets are bounded by the quantiles of their ends', () => {
    const brackets = [
      { low: 0, high: 2 },
      { low: 1, high: 5 },
      { low: 4, high: 6 },
    ];
    expect(censoredQuantile(brackets, 0.5)).toEqual({ low: 1, high: 5 });
    expect(censoredQuantile(brackets, 1)).toEqual({ low: 4, high: 6 });
  });
});

describe('bootstrapInterval', () => {
  const invocations = [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ];
  it('repeats itself for one seed and surrounds the mean', () => {
    const options = { of: (value: number) => value, seed: 7 };
    const interval = bootstrapInterval(invocations, options);
    expect(interval).toEqual(bootstrapInterval(invocations, options));
    expect(interval.value).toBe(3);
    expect(interval.low).toBeGreaterThanOrEqual(1);
    expect(interval.low).toBeLessThan(3);
    expect(interval.high).toBeGreaterThan(3);
    expect(interval.high).toBeLessThanOrEqual(5);
  });
});

const draw = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed).fraction);

describe('seededRandom', () => {
  it('gives the same stream for one seed and another for the next', () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('shuffles without losing an item or touching the original', () => {
    const items = Object.freeze([1, 2, 3, 4, 5, 6]);
    const shuffled = seededRandom(3).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((left, right) => left - right)).toEqual(items);
  });

  it('derives other seeds for other parts of a run', () => {
    const seeds = [derivedSeed(1, 0), derivedSeed(1, 1), derivedSeed(1, 0, 1), derivedSeed(2, 0), derivedSeed(1)];
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});
