// The quantiles of a Poisson variable against tables.
import { describe, expect, it } from '@jest/globals';
import { poissonQuantile } from './poisson-range.ts';

describe('poissonQuantile', () => {
  it.each([
    // P(X = 0) = e^-1 = 0.368, P(X <= 1) = 0.736, P(X <= 2) = 0.920, P(X <= 3) = 0.981.
    [1, 0.025, 0],
    [1, 0.5, 1],
    [1, 0.975, 3],
    // P(X <= 4) = 0.0293, P(X <= 3) = 0.0103; P(X <= 16) = 0.9730, P(X <= 17) = 0.9857.
    [10, 0.025, 4],
    [10, 0.975, 17],
  ])('of mean %d at %d is %d', (mean, probability, count) => {
    expect(poissonQuantile(mean, probability)).toBe(count);
  });

  it('is near the normal one where the mean is large', () => {
    expect(poissonQuantile(10_000, 0.025)).toBeCloseTo(10_000 - 196, -1);
    expect(poissonQuantile(10_000, 0.975)).toBeCloseTo(10_000 + 196, -1);
  });

  it('is 0 for a mean of 0, and refuses a negative one', () => {
    expect(poissonQuantile(0, 0.999)).toBe(0);
    expect(() => poissonQuantile(-1, 0.5)).toThrow(TypeError);
  });
});
