// How much one more of something adds.
import { covariance } from './moments.ts';

/** @throws {TypeError} on fewer than two points, or when all of them have one x */
export const slope = (points: readonly { readonly x: number; readonly y: number }[]): number => {
  const xs = points.map(({ x }) => x);
  const spread = covariance(xs, xs);
  if (!(spread > 0)) throw new TypeError('a slope needs points beside each other');
  return (
    covariance(
      xs,
      points.map(({ y }) => y),
    ) / spread
  );
};

/**
 * From every point to the one that is twice as far: a table that doubles its size does so once in each doubling, so
 * its steps are part of the slope exactly as often as they should be.
 */
export const slopesOverDoublings = (
  points: readonly { readonly x: number; readonly y: number }[],
): { readonly upTo: number; readonly slope: number }[] =>
  points.flatMap((start) => {
    const end = points.find(({ x }) => x === 2 * start.x);
    return end === undefined ? [] : [{ upTo: end.x, slope: slope([start, end]) }];
  });
