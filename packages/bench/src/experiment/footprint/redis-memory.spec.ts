// Where memory is read: so that each size has its half.
import { describe, expect, it } from '@jest/globals';
import { doublings } from './redis-memory.ts';

describe('doublings', () => {
  it('go from the first size to the last', () => {
    expect(doublings(100, 800)).toEqual([100, 200, 400, 800]);
  });

  it('end with the last size and its half, where doubling misses them', () => {
    expect(doublings(1000, 10_000)).toEqual([1000, 2000, 4000, 5000, 8000, 10_000]);
  });
});
