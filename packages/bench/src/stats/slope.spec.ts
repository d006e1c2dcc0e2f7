// Slopes with known answers.
import { describe, expect, it } from '@jest/globals';
import { linearRegression } from 'simple-statistics';
import { slope, slopesOverDoublings } from './slope.ts';

describe('slope', () => {
  it('is that of the line on which the points lie', () => {
    expect(slope([1, 2, 5].map((x) => ({ x, y: 7 * x + 1000 })))).toBeCloseTo(7, 10);
  });

  it('agrees with another implementation where the points scatter', () => {
    const points = [3, 1, 4, 1, 5, 9, 2, 6].map((y, x) => ({ x, y }));
    expect(slope(points)).toBeCloseTo(linearRegression(points.map(({ x, y }) => [x, y])).m, 10);
  });

  it('is not defined by points above each other', () => {
    expect(() =>
      slope([
        { x: 1, y: 1 },
        { x: 1, y: 2 },
      ]),
    ).toThrow(TypeError);
  });
});

describe('slopesOverDoublings', () => {
  const TABLE_BYTES = 8;
  /** 100 bytes each, in a table that has room for the next power of two. */
  const memory = (x: number) => ({ x, y: 100 * x + TABLE_BYTES * 2 ** Math.ceil(Math.log2(x)) });

  it('takes the steps of a growing table in once for each doubling, wherever between the steps it begins', () => {
    for (const start of [1000, 1500, 1900]) {
      const [doubling] = slopesOverDoublings([start, 2 * start].map(memory));
      const perItem = (TABLE_BYTES * 2 ** Math.ceil(Math.log2(start))) / start;
      expect(doubling?.upTo).toBe(2 * start);
      expect(doubling?.slope).toBeCloseTo(100 + perItem, 10);
    }
  });

  it('leaves points without a partner out', () => {
    expect(slopesOverDoublings([10, 20, 30, 40].map((x) => ({ x, y: x })))).toEqual([
      { upTo: 20, slope: 1 },
      { upTo: 40, slope: 1 },
    ]);
  });
});
