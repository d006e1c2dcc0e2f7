// Which targets are under load at the same time.
import type { TargetName } from '../../target/target-name.ts';

/** Targets of one duet; the first runs a second and a third time, as twin and with the known effect. */
export type Duet = readonly TargetName[];

/** Each target is two processes with a Redis each, the reference is six: more would fill two cores. */
const MAX_TARGETS = 3;

/**
 * Few enough targets at once, and the first in each duet: all are compared with it under the same weather.
 *
 * @param targets without duplicates
 */
export const duetsOf = (targets: readonly TargetName[]): readonly Duet[] => {
  const [reference, ...others] = targets;
  if (reference === undefined) return [];
  if (others.length === 0) return [[reference]];
  const count = Math.ceil(others.length / (MAX_TARGETS - 1));
  const size = Math.ceil(others.length / count);
  return Array.from({ length: count }, (_, index) => [reference, ...others.slice(index * size, (index + 1) * size)]);
};
