// Two loads at the same time keep their own arrivals.
import { describe, expect, it } from '@jest/globals';
import { duetSchedule } from './duet-schedule.ts';
import { mergeSchedules } from './merge-schedules.ts';

const load = (ratePerSec: number, seed: number) =>
  duetSchedule([
    {
      id: 'load',
      seed,
      arrivals: { process: 'poisson', ratePerSec, seconds: 2 },
      population: { users: 5 },
      mix: [{ operation: 'me', weight: 1, expect: 200 }],
      timeline: [],
    },
  ]);

describe('mergeSchedules', () => {
  const [slow, fast] = [load(10, 1), load(100, 2)];
  const merged = mergeSchedules(slow, fast);
  const momentsOf = (variant: number) => [...merged.atMs].filter((_, at) => merged.variant[at] === variant);

  it('has all arrivals of both, in the order of time', () => {
    expect(merged).toMatchObject({ length: 220, variants: 2 });
    expect([...merged.atMs]).toEqual([...merged.atMs].toSorted((left, right) => left - right));
  });

  it('keeps who arrives when', () => {
    expect(momentsOf(0)).toEqual([...slow.atMs]);
    expect(momentsOf(1)).toEqual([...fast.atMs]);
    expect([...merged.user].filter((_, at) => merged.variant[at] === 0)).toEqual([...slow.user]);
  });
});
