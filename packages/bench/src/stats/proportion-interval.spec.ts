// A share that was never seen is bounded, not zero.
import { describe, expect, it } from '@jest/globals';
import { proportionInterval } from './proportion-interval.ts';

describe('proportionInterval', () => {
  it('bounds 0 in 100 by 1 - 0.05^(1/100), about three in a hundred', () => {
    const share = proportionInterval(0, 100);
    expect(share).toMatchObject({ value: 0, low: 0 });
    expect(share.high).toBeCloseTo(1 - 0.05 ** 0.01, 6);
  });

  it('mirrors that bound for 100 in 100', () => {
    expect(proportionInterval(100, 100).low).toBeCloseTo(0.05 ** 0.01, 6);
    expect(proportionInterval(100, 100).high).toBe(1);
  });

  it('gives the published interval of 5 in 10: 0.1871 to 0.8129', () => {
    expect(proportionInterval(5, 10).low).toBeCloseTo(0.1871, 4);
    expect(proportionInterval(5, 10).high).toBeCloseTo(0.8129, 4);
  });

  it('refuses more hits than trials', () => {
    expect(() => proportionInterval(2, 1)).toThrow(TypeError);
    expect(() => proportionInterval(0, 0)).toThrow(TypeError);
  });
});
