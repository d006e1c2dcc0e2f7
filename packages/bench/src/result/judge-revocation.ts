// Whether the revocation experiment may be believed: its two instruments must not contradict each other.
import type { RevocationRow } from './summary.ts';

/** Two requests of the same millisecond may be seen in either order. */
const MAX_DISAGREEING_SHARE = 0.01;

export const instrumentFaults = (rows: readonly RevocationRow[]): string[] => {
  const stamped = rows.filter((row) => row.stamped !== undefined);
  const trials = sum(stamped.map((row) => row.trials));
  const disagreements = sum(stamped.map((row) => row.stamped?.disagreements ?? 0));
  const strays = sum(stamped.map((row) => row.stamped?.strays ?? 0));
  const broken = sum(rows.map(({ law }) => law?.broken ?? 0));
  return [
    ...(strays > 0 ? [`${strays} answers were stamped outside of their own request: the clocks do not agree`] : []),
    ...(disagreements > trials * MAX_DISAGREEING_SHARE
      ? [
          `in ${disagreements} of ${trials} revocation trials the probes and the stamps of the servers exclude each other`,
        ]
      : []),
    ...(broken > 0 ? [`${broken} tokens did not end when their exp said so`] : []),
  ];
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
