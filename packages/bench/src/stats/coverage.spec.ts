// On simulated runs the 95 % intervals cover the truth in 93 to 97 of 100.
import { describe, expect, it } from '@jest/globals';
import { bootstrapInterval } from './bootstrap-interval.ts';
import type { Interval } from './interval.ts';
import { differenceInterval, logRatio, type PairedBlock, ratioInterval } from './nested-interval.ts';
import { quotientInterval } from './quotient-interval.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const normal = (random: SeededRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());

/** b is 1.25 times a; each invocation has its own deviation, each block its own noise, and both sides drift together. */
const simulateRun = (random: SeededRandom, size: { invocations: number; blocks: number }): PairedBlock[][] =>
  Array.from({ length: size.invocations }, () => {
    const ofInvocation = 0.03 * normal(random);
    return Array.from({ length: size.blocks }, () => {
      const a = 200 * Math.exp(0.1 * normal(random));
      return { a, b: a * 1.25 * Math.exp(ofInvocation + 0.04 * normal(random)) };
    });
  });

const coverage = (runs: number, covers: () => boolean): number => {
  let covered = 0;
  for (let run = 0; run < runs; run += 1) covered += covers() ? 1 : 0;
  return covered / runs;
};

/** How far a coverage is from the promised 95 %; 93 to 97 % is within the noise of the simulation. */
const missed = (share: number): number => Math.abs(share - 0.95);

const contains = (interval: Interval, truth: number): boolean => interval.low <= truth && truth <= interval.high;

describe('coverage', () => {
  it('of the ratio interval, nested, at the five invocations of a quick run', () => {
    const random = seededRandom(1);
    const covers = (): boolean => contains(ratioInterval(simulateRun(random, { invocations: 5, blocks: 8 })), 1.25);
    expect(missed(coverage(4000, covers))).toBeLessThanOrEqual(0.02);
  });

  it('of the difference interval', () => {
    const random = seededRandom(2);
    const run = (): PairedBlock[][] =>
      Array.from({ length: 4 }, () => {
        const shift = 5 * normal(random);
        return Array.from({ length: 6 }, () => ({ a: 10 * normal(random), b: 40 + shift + 10 * normal(random) }));
      });
    expect(missed(coverage(4000, () => contains(differenceInterval(run()), 40)))).toBeLessThanOrEqual(0.02);
  });

  it('of the ratio of two differences, where unbounded counts as covering', () => {
    const random = seededRandom(3);
    const run = () =>
      Array.from({ length: 5 }, () => {
        const weather = 8 * normal(random);
        return { numerator: 90 + weather + 10 * normal(random), denominator: 60 + weather + 10 * normal(random) };
      });
    const covers = (): boolean => {
      const quotient = quotientInterval(run());
      return quotient.state === 'unbounded' || contains(quotient.interval, 1.5);
    };
    expect(missed(coverage(4000, covers))).toBeLessThanOrEqual(0.02);
  });

  it('of the hierarchical bootstrap, once there are invocations enough to draw from', () => {
    const random = seededRandom(4);
    const options = { of: logRatio, seed: 5, resamples: 400 };
    const covers = (): boolean =>
      contains(bootstrapInterval(simulateRun(random, { invocations: 30, blocks: 3 }), options), Math.log(1.25));
    expect(missed(coverage(600, covers))).toBeLessThanOrEqual(0.02);
  });

  it('is lost by an interval that takes blocks for repetitions: the reason for nesting', () => {
    const random = seededRandom(6);
    const covers = (): boolean => {
      const flat = simulateRun(random, { invocations: 5, blocks: 8 }).flat();
      return contains(ratioInterval(flat.map((block) => [block])), 1.25);
    };
    expect(coverage(2000, covers)).toBeLessThan(0.9);
  });
});
