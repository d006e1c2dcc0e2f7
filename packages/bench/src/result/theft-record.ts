// The lines of raw.ndjson that the theft experiment writes: each trial with everything that its people did.
import type { TargetName } from '../target/target-name.ts';

/** What happens after the theft, in the order of the report. */
export const THEFT_STORIES = [
  'logout',
  'password-changed',
  'device-removed',
  'logged-out-everywhere',
  'account-disabled',
  'silence',
  'silence-with-refresh',
  'thief-refreshes-first',
  'victim-refreshes-first',
  'both-within-grace',
] as const;
export type TheftStory = (typeof THEFT_STORIES)[number];

/** One `GET /me`, in ms after the theft; status 0 where there was no answer. */
export type TheftProbe = readonly [startMs: number, endMs: number, status: number];

/** One request other than `GET /me`, in ms after the theft. */
export interface TheftAct {
  readonly who: 'thief' | 'victim' | 'other device' | 'admin';
  readonly what: 'refresh' | 'logout' | 'password' | 'device removed' | 'logout everywhere' | 'account disabled';
  readonly startMs: number;
  readonly endMs: number;
  readonly status: number;
}

/** What could tell the victim of the theft. */
export const THEFT_SIGNALS = ['nothing', 'unknown device', 'last use moved', 'signed out'] as const;
export type TheftSignal = (typeof THEFT_SIGNALS)[number];

export interface TheftOutcome {
  readonly state: 'completed';
  /** With the stolen credential. */
  readonly thief: readonly TheftProbe[];
  readonly victim: readonly TheftProbe[];
  readonly acts: readonly TheftAct[];
  /** The answer to what ends the story; absent where the victim does nothing. */
  readonly endedMs?: number;
  readonly signal: TheftSignal;
  /** When the victim met it; absent where it has to be looked for. */
  readonly noticedMs?: number;
  /** In the stories of the silent victim: what another login, which nobody used, is answered after the idle time. */
  readonly unusedStatus?: number;
}

/** One story with one victim. */
export interface TheftTrialRecord {
  readonly type: 'theft-trial';
  readonly target: TargetName;
  readonly story: TheftStory;
  readonly trial: number;
  /** How many plays of it the machine has spoilt before; absent in older runs, where none was played again. */
  readonly attempt?: number;
  readonly outcome: TheftOutcome | { readonly state: 'failed'; readonly reason: string };
}
