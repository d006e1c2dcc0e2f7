// Plays several scenarios as one duet: each K consecutive arrivals are a random permutation of the K variants.
import { type SeededRandom, seededRandom } from '../stats/seeded-random.ts';
import type { MixEntry, Scenario } from './scenario.ts';

/** The i-th arrival: when, in which variant, which entry of its mix, as which user. Times in ms from the start, rising. */
export interface Schedule {
  readonly length: number;
  readonly variants: number;
  readonly atMs: Float64Array;
  readonly variant: Uint8Array;
  readonly entry: Uint8Array;
  readonly user: Uint32Array;
}

/**
 * The variants meet the same weather: whatever disturbs the machine hits all of them alike.
 * Each gets exactly `ratePerSec * seconds` arrivals, which are a Poisson process given that count.
 *
 * @param scenarios one per variant, with the same seed and arrivals
 * @throws {TypeError} when there is none, or when seeds or arrivals differ
 */
export const duetSchedule = (scenarios: readonly Scenario[]): Schedule => {
  const [first, ...others] = scenarios;
  if (first === undefined) throw new TypeError('a duet needs a scenario');
  if (!others.every((other) => sameWeather(first, other))) {
    throw new TypeError('the scenarios of a duet must have the same seed and arrivals');
  }
  const random = seededRandom(first.seed);
  const perVariant = Math.round(first.arrivals.ratePerSec * first.arrivals.seconds);
  const length = perVariant * scenarios.length;
  const variant = permutations(scenarios.length, perVariant, random);
  return {
    length,
    variants: scenarios.length,
    // Given its count, a Poisson process is that many independent uniform moments.
    atMs: Float64Array.from({ length }, () => random.fraction() * first.arrivals.seconds * 1000).toSorted(),
    variant,
    entry: variant.map((index) => chooseEntry(scenarios[index]?.mix ?? [], random)),
    user: Uint32Array.from(variant, (index) => random.index(scenarios[index]?.population.users ?? 1)),
  };
};

const sameWeather = (left: Scenario, right: Scenario): boolean =>
  left.seed === right.seed &&
  left.arrivals.ratePerSec === right.arrivals.ratePerSec &&
  left.arrivals.seconds === right.arrivals.seconds;

const permutations = (variants: number, count: number, random: SeededRandom): Uint8Array => {
  const indices = Array.from({ length: variants }, (_, index) => index);
  return Uint8Array.from(Array.from({ length: count }, () => random.shuffled(indices)).flat());
};

const chooseEntry = (mix: readonly MixEntry[], random: SeededRandom): number => {
  const total = mix.reduce((sum, entry) => sum + entry.weight, 0);
  let left = random.fraction() * total;
  const chosen = mix.findIndex((entry) => (left -= entry.weight) < 0);
  return Math.max(0, chosen);
};
