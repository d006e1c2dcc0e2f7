// The curve of CPU against rate is fitted as by hand, and judged on rates that it has not seen.
import { describe, expect, it } from '@jest/globals';
import { summary } from '../../test/summary-example.ts';
import type { CostRow } from '../result/summary.ts';
import { makePlan } from './make-plan.ts';
import { fitRateCurve, holdOuts, predictAt, predictionWeights } from './rate-curve.ts';
import type { Site } from './site.ts';

/** 100 us for each request, and 1000 us more where there is one a second. */
const exactAt = (ratePerSec: number): number => 100 + 1000 / Math.sqrt(ratePerSec);
const exact = [100, 200, 400].map((ratePerSec) => ({ ratePerSec, value: exactAt(ratePerSec) }));

describe('fitRateCurve', () => {
  it('finds the parts that were put in', () => {
    const curve = fitRateCurve(exact);
    expect(curve.base).toBeCloseTo(100, 9);
    expect(curve.spacing).toBeCloseTo(1000, 6);
    expect(predictAt(curve, 1600)).toBeCloseTo(125, 9);
  });

  it('goes between points that lie on no curve: 1/sqrt(rate) of 1, 2, 3 with 2, 1, 3 is 1 + 0.5/sqrt(rate)', () => {
    const curve = fitRateCurve([
      { ratePerSec: 1, value: 2 },
      { ratePerSec: 1 / 4, value: 1 },
      { ratePerSec: 1 / 9, value: 3 },
    ]);
    expect(curve.base).toBeCloseTo(1, 9);
    expect(curve.spacing).toBeCloseTo(0.5, 9);
  });

  it('needs two rates', () => {
    expect(() => fitRateCurve(exact.slice(0, 1))).toThrow(TypeError);
  });

  it('is linear in what was measured', () => {
    const weights = predictionWeights([100, 200, 400], 300);
    const summed = exact.reduce((sum, { value }, index) => sum + value * (weights[index] ?? 0), 0);
    expect(summed).toBeCloseTo(exactAt(300), 9);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});

describe('holdOuts', () => {
  it('have no error where the law holds, and tell continued curves from filled in ones', () => {
    const checked = holdOuts(exact);
    for (const { relativeError } of checked) expect(relativeError).toBeCloseTo(0, 9);
    expect(checked.map(({ isBeyond }) => isBeyond)).toEqual([true, false, true]);
  });

  it('show the error of a rate that does not fit', () => {
    const bent = exact.map((point) => (point.ratePerSec === 200 ? { ...point, value: 200 } : point));
    expect(holdOuts(bent)[1]).toMatchObject({
      measured: 200,
      predicted: expect.closeTo(exactAt(200), 9),
      relativeError: expect.closeTo(exactAt(200) / 200 - 1, 9),
    });
  });

  it('are impossible with two rates', () => {
    expect(holdOuts(exact.slice(1))).toEqual([]);
  });
});

const interval = (value: number, reach: number) => ({
  value,
  low: value - reach,
  high: value + reach,
  confidence: 0.95,
});
const row = (ratePerSec: number): CostRow => ({
  target: 'jwt/stateless',
  ratePerSec,
  invocations: 4,
  requests: 1000,
  appCpuUs: interval(exactAt(ratePerSec), 8),
  redisCpuUs: interval(0, 0),
  cpuUs: interval(exactAt(ratePerSec), 8),
  authOverheadUs: interval(10, 1),
  redisCommandsPerRequest: {},
  redisCommands: {},
  bytesInPerRequest: 200,
  bytesOutPerRequest: 700,
});
const site: Site = {
  users: 100,
  requestsPerUserSecond: 1,
  accessTtlSeconds: 100,
  revocationsPerUserDay: 1,
  loginEverySeconds: 1000,
  loginSessionsPerUser: 1,
  utilization: 1,
  redisReplicas: 0,
  nodeMemoryBytes: 1e9,
  nodeBitsPerSecond: 1e9,
  revocationStaleMs: 2000,
};
const planAt = (ratePerSec: number | undefined, rates = [100, 200, 400]) =>
  makePlan(summary({ cost: rates.map(row), comparisons: [], revocation: [] }), {
    ...site,
    ...(ratePerSec === undefined ? {} : { ratePerSec }),
  });

describe('a plan at a rate', () => {
  it('takes the highest that was measured, unless told otherwise', () => {
    expect(planAt(undefined).strategies[0]?.requestCpuUs).toEqual(interval(150, 8));
    expect(planAt(200).strategies[0]?.requestCpuUs).toEqual(interval(exactAt(200), 8));
  });

  it('predicts one that was not measured, with the interval of the prediction, and says so', () => {
    const plan = planAt(300);
    const reach = 8 * Math.hypot(...predictionWeights([100, 200, 400], 300));
    expect(plan).toMatchObject({ ratePerSec: 300, isRateMeasured: false });
    expect(plan.strategies[0]?.requestCpuUs.value).toBeCloseTo(exactAt(300), 9);
    expect(plan.strategies[0]?.requestCpuUs.high).toBeCloseTo(exactAt(300) + reach, 9);
    expect(plan.notes[0]).toContain('between the measured rates');
    expect(planAt(1000).notes[0]).toContain('outside of the measured rates');
  });

  it('lists how well the curve knows each rate', () => {
    expect(planAt(undefined).holdOuts).toHaveLength(3);
    expect(planAt(undefined, [100, 400]).holdOuts).toEqual([]);
  });
});
