// The one source of randomness in the lab: seeded, so that a run can be repeated.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random values that its seed determines. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  readonly fraction: () => number;
  /** Uniform among 0 .. bound - 1. */
  readonly index: (bound: number) => number;
  /** A new array with the same items in random order (Fisher-Yates). */
  readonly shuffled: <Item>(items: readonly Item[]) => Item[];
}

/** @param seed any integer; equal seeds give equal streams */
export const seededRandom = (seed: number): SeededRandom => {
  const generator = xoroshiro128plus(seed);
  const fraction = (): number => uniformFloat64(generator);
  const index = (bound: number): number => uniformInt(generator, 0, bound - 1);
  return { fraction, index, shuffled: (items) => shuffle(items, index) };
};

/** A seed for one part of a run, so that adding a part leaves the others as they were. */
export const derivedSeed = (seed: number, ...path: readonly number[]): number =>
  // FNV-1a over the words of the path; quality is the generator's business, here only collisions matter.
  path.reduce((hash, word) => Math.imul(hash ^ word, 0x01_00_01_93), seed ^ 0x81_1c_9d_c5) | 0;

const shuffle = <Item>(items: readonly Item[], index: (bound: number) => number): Item[] => {
  const result = [...items];
  for (let end = result.length - 1; end > 0; end -= 1) {
    const other = index(end + 1);
    [result[end], result[other]] = [result[other] as Item, result[end] as Item];
  }
  return result;
};
