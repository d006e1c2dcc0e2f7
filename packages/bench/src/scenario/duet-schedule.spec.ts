// The schedule of a duet is fair to every variant and the same for the same seed.
import { describe, expect, it } from '@jest/globals';
import { duetSchedule } from './duet-schedule.ts';
import type { Scenario } from './scenario.ts';

const scenario = (changes: Partial<Scenario> = {}): Scenario => ({
  id: 'cost/me',
  seed: 11,
  arrivals: { process: 'poisson', ratePerSec: 100, seconds: 3 },
  population: { users: 20 },
  mix: [{ operation: 'me', weight: 1, expect: 200 }],
  timeline: [],
  ...changes,
});

describe('duetSchedule', () => {
  const variants = [scenario(), scenario({ id: 'cost/public' }), scenario({ id: 'cost/twin' })];
  const schedule = duetSchedule(variants);

  it('gives each variant exactly its rate, within the stated time, in rising order', () => {
    expect(schedule.length).toBe(900);
    for (const index of [0, 1, 2]) {
      expect(schedule.variant.filter((variant) => variant === index)).toHaveLength(300);
    }
    expect(schedule.atMs.every((at, index) => at < 3000 && at >= (schedule.atMs[index - 1] ?? 0))).toBe(true);
  });

  it('makes each three consecutive arrivals a permutation of the three variants, in changing order', () => {
    const groups = Array.from({ length: 300 }, (_, group) => schedule.variant.slice(3 * group, 3 * group + 3));
    expect(groups.every((group) => new Set(group).size === 3)).toBe(true);
    expect(new Set(groups.map((group) => group.join(''))).size).toBe(6);
  });

  it('repeats itself for one seed and differs for another', () => {
    expect(duetSchedule(variants)).toEqual(schedule);
    expect(duetSchedule(variants.map((variant) => ({ ...variant, seed: 12 })))).not.toEqual(schedule);
  });

  it('spreads requests over the whole population', () => {
    expect(new Set(schedule.user)).toEqual(new Set(Array.from({ length: 20 }, (_, user) => user)));
  });

  it('has gaps like a Poisson process: their spread is about their mean', () => {
    const gaps = Array.from(schedule.atMs.slice(1), (at, index) => at - (schedule.atMs[index] ?? 0));
    const meanGap = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - meanGap) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / meanGap).toBeGreaterThan(0.85);
    expect(Math.sqrt(variance) / meanGap).toBeLessThan(1.15);
  });

  it('mixes operations by their weights', () => {
    const mixed = duetSchedule([
      scenario({
        mix: [
          { operation: 'me', weight: 3, expect: 200 },
          { operation: 'public', weight: 1, expect: 200 },
        ],
      }),
    ]);
    const share = mixed.entry.filter((entry) => entry === 1).length / mixed.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.08);
  });

  it('refuses scenarios whose weather differs', () => {
    expect(() => duetSchedule([scenario(), scenario({ seed: 12 })])).toThrow(TypeError);
    expect(() => duetSchedule([])).toThrow(TypeError);
  });
});
