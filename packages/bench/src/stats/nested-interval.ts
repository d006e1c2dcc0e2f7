// Intervals of differences and ratios when blocks are nested in invocations: the invocation is the unit of repetition.
import { CONFIDENCE, type Interval, mapInterval } from './interval.ts';
import { meanInterval } from './mean-interval.ts';
import { mean } from './moments.ts';

/** One block in which both sides were measured together, in one unit. */
export interface PairedBlock {
  readonly a: number;
  readonly b: number;
}

/** Blocks by invocation. */
export type Nested<Block> = readonly (readonly Block[])[];

/**
 * The ratio b/a as exp of the mean over invocations of the mean over blocks of ln(b/a).
 *
 * @throws {TypeError} on fewer than two invocations, an empty invocation, or a value that is not above 0
 */
export const ratioInterval = (invocations: Nested<PairedBlock>, confidence = CONFIDENCE): Interval =>
  mapInterval(meanInterval(invocationMeans(invocations, logRatio), confidence), Math.exp);

/** The difference b - a, in the unit of the blocks. @throws {TypeError} on fewer than two invocations or an empty one */
export const differenceInterval = (invocations: Nested<PairedBlock>, confidence = CONFIDENCE): Interval =>
  meanInterval(
    invocationMeans(invocations, ({ a, b }) => b - a),
    confidence,
  );

/** ln(b/a) of one block. @throws {TypeError} when either side is not above 0 */
export const logRatio = ({ a, b }: PairedBlock): number => {
  if (!(a > 0 && b > 0)) throw new TypeError('a ratio needs two values above 0');
  return Math.log(b / a);
};

const invocationMeans = <Block>(invocations: Nested<Block>, of: (block: Block) => number): number[] =>
  invocations.map((blocks) => mean(blocks.map(of)));
