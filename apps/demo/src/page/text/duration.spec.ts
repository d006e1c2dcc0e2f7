// Durations say no more than one can read at a glance.
import { describe, expect, it } from '@jest/globals';
import { countdown, duration } from './duration.ts';

describe('duration', () => {
  it.each([
    [0.42, '0.4 ms'],
    [251.4, '251 ms'],
    [12_345, '12.3 s'],
    [245_000, '4 min 05 s'],
    [86_399_000, '23 h 59 min'],
    [2_592_000_000, '30 d'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe('countdown', () => {
  it.each([
    [-5, '0 s'],
    [1, '1 s'],
    [29_500, '30 s'],
    [61_000, '1 min 01 s'],
    [1_800_000, '30 min'],
  ])('counts %d ms as %s', (ms, text) => {
    expect(countdown(ms)).toBe(text);
  });
});
