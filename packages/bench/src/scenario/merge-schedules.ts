// Plays two schedules at the same time: loads whose rates differ cannot be one duet.
import type { Schedule } from './duet-schedule.ts';

/** The variants of `right` come after those of `left`. */
export const mergeSchedules = (left: Schedule, right: Schedule): Schedule => {
  const arrivals = [...arrivalsOf(left, 0), ...arrivalsOf(right, left.variants)].toSorted((a, b) => a.atMs - b.atMs);
  return {
    length: arrivals.length,
    variants: left.variants + right.variants,
    atMs: Float64Array.from(arrivals, ({ atMs }) => atMs),
    variant: Uint8Array.from(arrivals, ({ variant }) => variant),
    entry: Uint8Array.from(arrivals, ({ entry }) => entry),
    user: Uint32Array.from(arrivals, ({ user }) => user),
  };
};

const arrivalsOf = ({ length, atMs, variant, entry, user }: Schedule, firstVariant: number) =>
  Array.from({ length }, (_, at) => ({
    atMs: atMs[at] as number,
    variant: firstVariant + (variant[at] as number),
    entry: entry[at] as number,
    user: user[at] as number,
  }));
