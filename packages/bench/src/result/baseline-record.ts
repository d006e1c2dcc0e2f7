// The lines of raw.ndjson that the baseline experiment writes.
import type { TargetName } from '../target/target-name.ts';

/** What is under way while a session ends: requests that read it, or requests that change something in it. */
export const RACERS = ['reads', 'writes'] as const;
export type Racer = (typeof RACERS)[number];

/** One logout with requests of the same session under way. */
export interface LogoutRaceRecord {
  readonly type: 'baseline-race';
  readonly target: TargetName;
  readonly racer: Racer;
  readonly round: number;
  /** Of the requests under way. */
  readonly accepted: number;
  readonly refused: number;
  /** Of one request with the old cookie, once all had been answered. */
  readonly statusAfter: number;
}

/** One request while Redis stands still; the status is absent where none came in time. */
export interface HungAnswer {
  readonly ms: number;
  readonly status?: number;
}

/** Redis stands still and goes on. */
export interface HangRecord {
  readonly type: 'baseline-hang';
  readonly target: TargetName;
  readonly round: number;
  readonly answers: readonly HungAnswer[];
  /** From the moment at which Redis went on to the first 200; absent where none came. */
  readonly healedMs?: number;
}

/** What should end a credential: its own logout, or that the server's store forgets everything. */
export const COPY_EVENTS = ['logout', 'store-cleared'] as const;
export type CopyEvent = (typeof COPY_EVENTS)[number];

/** A copied credential, watched; times in ms after the event was answered, status 0 where there was no answer. */
export interface CopyRecord {
  readonly type: 'baseline-copy';
  readonly target: TargetName;
  readonly event: CopyEvent;
  readonly trial: number;
  readonly probes: readonly (readonly [startMs: number, endMs: number, status: number])[];
}

/** A victim logs in on a browser in which the cookie of an attacker stands. */
export interface PlantingRecord {
  readonly type: 'baseline-planting';
  readonly target: TargetName;
  readonly round: number;
  /** Whose account the attacker's cookie opens afterwards; absent: nobody's. */
  readonly opens?: 'attacker' | 'victim';
}

export type BaselineRecord = LogoutRaceRecord | HangRecord | CopyRecord | PlantingRecord;
