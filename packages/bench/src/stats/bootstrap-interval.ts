// The hierarchical bootstrap: invocations are drawn again, then blocks inside each; it stands beside the t interval.
import { CONFIDENCE, type Interval } from './interval.ts';
import { mean } from './moments.ts';
import type { Nested } from './nested-interval.ts';
import { quantile } from './quantile.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

export interface BootstrapOptions<Block> {
  /** The figure of one block; blocks are averaged per invocation, then over invocations. */
  readonly of: (block: Block) => number;
  readonly seed: number;
  readonly resamples?: number;
  readonly confidence?: number;
}

const RESAMPLES = 2000;

/** The percentile interval of the mean over invocations. @throws {TypeError} on no invocation or an empty one */
export const bootstrapInterval = <Block>(invocations: Nested<Block>, options: BootstrapOptions<Block>): Interval => {
  const { seed, resamples = RESAMPLES, confidence = CONFIDENCE } = options;
  const figures = invocations.map((blocks) => blocks.map(options.of));
  const random = seededRandom(seed);
  const means = Array.from({ length: resamples }, () =>
    mean(redraw(figures, random).map((blocks) => mean(redraw(blocks, random)))),
  );
  const tail = (1 - confidence) / 2;
  return {
    value: mean(figures.map(mean)),
    low: quantile(means, tail),
    high: quantile(means, 1 - tail),
    confidence,
  };
};

const redraw = <Item>(items: readonly Item[], random: SeededRandom): Item[] =>
  items.map(() => items[random.index(items.length)] as Item);
