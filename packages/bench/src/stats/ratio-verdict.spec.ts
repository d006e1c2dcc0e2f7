// A verdict claims no more than its interval allows.
import { describe, expect, it } from '@jest/globals';
import { ratioVerdict, reachFromOne, repetitionsNeeded } from './ratio-verdict.ts';

const ratio = (low: number, value: number, high: number) => ({ low, value, high, confidence: 0.95 });

describe('ratioVerdict', () => {
  it.each([
    ['different', ratio(1.2, 1.3, 1.4), 1.02],
    ['different', ratio(0.6, 0.7, 0.8), 1.02],
    ['equivalent', ratio(0.98, 1, 1.02), 1.01],
    ['equivalent', ratio(1.005, 1.01, 1.015), 1.001],
    ['not-resolved', ratio(0.9, 1.1, 1.3), 1.01],
    ['not-resolved', ratio(1.01, 1.02, 1.04), 1.01],
    ['not-resolved', ratio(1.1, 1.2, 1.3), 1.5],
    ['different', ratio(-0.1, 0.1, 0.3), 1.02],
    ['not-resolved', ratio(-0.5, 0.5, 1.5), 1.02],
  ] as const)('says %s of %o above a noise floor of %d', (expected, interval, noise) => {
    expect(ratioVerdict(interval, noise)).toBe(expected);
  });
});

describe('reachFromOne', () => {
  it('measures both sides on the scale of ratios', () => {
    expect(reachFromOne(ratio(0.8, 0.95, 1.1))).toBeCloseTo(1.25, 12);
    expect(reachFromOne(ratio(0.99, 1.05, 1.2))).toBeCloseTo(1.2, 12);
  });
});

describe('repetitionsNeeded', () => {
  it('quadruples the repetitions to halve the width', () => {
    const wide = ratio(1.03 ** -2, 1, 1.03 ** 2);
    expect(repetitionsNeeded(wide, 1.01, 5)).toBe(20);
  });

  it('waits for the noise to fall below the effect', () => {
    expect(repetitionsNeeded(ratio(1.1, 1.21, 1.331), 1.21 ** 2, 5)).toBe(20);
  });
});
