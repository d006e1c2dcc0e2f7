// The search finds a known capacity in few steps, and is not fooled by one disturbed step.
import { describe, expect, it } from '@jest/globals';
import { bracketOf, type CapacityStep, nextRate, type SearchPlan } from './capacity-search.ts';

const plan: SearchPlan = { firstPerSec: 400, maxSteps: 40, attempts: 1 };

/** A server whose tail grows near 1000/s: 25 ms at 900/s, 50 ms at 950/s, 100 ms at 975/s. */
const honest = (ratePerSec: number): CapacityStep =>
  ratePerSec < 1000
    ? { ratePerSec, p99Ms: 2500 / (1000 - ratePerSec), latenessP99Ms: 0 }
    : { ratePerSec, latenessP99Ms: 0 };

const search = (step: (ratePerSec: number, index: number) => CapacityStep, options = plan): CapacityStep[] => {
  const steps: CapacityStep[] = [];
  for (let rate = nextRate(steps, options); rate !== undefined; rate = nextRate(steps, options)) {
    steps.push(step(rate, steps.length));
  }
  return steps;
};

describe('nextRate', () => {
  it.each([
    [25, 900],
    [50, 950],
    [100, 975],
  ])('brackets the capacity at p99 below %d ms within 5 %%', (boundMs, capacity) => {
    const { served = 0, tooHigh = 0 } = bracketOf(search(honest), boundMs);
    expect(served).toBeLessThan(capacity);
    expect(tooHigh).toBeGreaterThanOrEqual(capacity);
    expect(tooHigh / served).toBeLessThan(1.051);
  });

  it('starts where it is told, grows until a rate is too high, and needs few steps', () => {
    const rates = search(honest).map(({ ratePerSec }) => ratePerSec);
    expect(rates.slice(0, 6)).toEqual([400, 560, 784, 1098, 928, 853]);
    expect(rates).toHaveLength(9);
  });

  it('stops when the steps are used up', () => {
    expect(search(honest, { ...plan, maxSteps: 2 })).toHaveLength(2);
  });

  it('asks for less when it began too high, and gives up when nothing is slow enough', () => {
    expect(bracketOf(search(honest, { ...plan, firstPerSec: 4000 }), 100).served).toBeGreaterThan(900);
    const hopeless = search((ratePerSec) => ({ ratePerSec, latenessP99Ms: 0 }));
    expect(hopeless.length).toBeLessThan(10);
    expect(bracketOf(hopeless, 100)).toEqual({ tooHigh: Math.min(...hopeless.map((step) => step.ratePerSec)) });
  });

  it('tries a rate again whose step was sent late', () => {
    const disturbed = search((rate, index) =>
      index === 1 ? { ratePerSec: rate, p99Ms: 300, latenessP99Ms: 40 } : honest(rate),
    );
    expect(disturbed.slice(0, 3).map(({ ratePerSec }) => ratePerSec)).toEqual([400, 560, 560]);
    expect(bracketOf(disturbed, 100)).toEqual(bracketOf(search(honest), 100));
  });

  it('believes a bad step that was sent on time, unless it may try again', () => {
    const burst = (rate: number, index: number): CapacityStep =>
      index === 1 ? { ratePerSec: rate, p99Ms: 300, latenessP99Ms: 0 } : honest(rate);
    expect(bracketOf(search(burst), 100).tooHigh).toBe(560);
    expect(bracketOf(search(burst, { ...plan, attempts: 2 }), 100)).toEqual(bracketOf(search(honest), 100));
  });
});
