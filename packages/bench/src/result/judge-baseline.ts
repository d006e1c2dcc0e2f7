// What in a baseline experiment makes a run invalid.
import type { Summary } from './summary.ts';

/** INVALID: requests raced against no logout, or a copy was never watched. What recipes do is the finding. */
export const baselineFaults = ({ experiments: { baseline } }: Pick<Summary, 'experiments'>): string[] =>
  (baseline?.races ?? [])
    .filter(({ accepted, refused }) => accepted === 0 || refused === 0)
    .map(({ target }) => `${target}: no request was under way at the logout, so that nothing raced`);
