// What a body of tests needs to be run against every strategy.
import type { Target } from '../target.ts';

/** Declares its tests; the target is there as soon as one of them runs, and others use it too. */
export type Suite = (started: () => Target) => void;

/** An origin that the targets allow. */
export const FRIEND = 'https://app.example.com';

/** In which the refresh token before the current one is taken for a second tab. */
export const GRACE_SECONDS = 1;
