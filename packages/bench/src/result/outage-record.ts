// The lines of raw.ndjson that the outage experiment writes: each trial with every request that was sent in it.
import type { TargetName } from '../target/target-name.ts';

/** What happens to Redis or to the way to it, in the order of the report. */
export const OUTAGE_FAULTS = [
  'slow-5ms',
  'slow-50ms',
  'slow-400ms',
  'refused',
  'hang',
  'black-hole',
  'link-down',
  'flapping',
  'link-cut',
  'link-silent',
  'restart-empty',
  'failover',
  'failover-confirmed',
  'eviction',
] as const;
export type OutageFault = (typeof OUTAGE_FAULTS)[number];

/** One `GET /me`, in ms after the fault began; status 0 where there was no answer in time. */
export type OutageProbe = readonly [startMs: number, endMs: number, status: number];

/** One whose login session is ended by a logout. */
export interface OutageVictim {
  /** `before`: the logout is sent while nothing is wrong yet. */
  readonly when: 'before' | 'during';
  /** Sent again until it is 204, or 401 because an earlier one had its effect. */
  readonly logouts: readonly OutageProbe[];
  /** With a copy of the credential, at each replica that knows it. */
  readonly replicas: readonly (readonly OutageProbe[])[];
}

/** One request of other people who come and go. */
export interface OutageErrand {
  readonly what: 'login' | 'refresh' | 'logout';
  readonly startMs: number;
  readonly endMs: number;
  readonly status: number;
  /** After a logout that was 204, long enough ago: what its credential is answered when everything is over. */
  readonly laterStatus?: number;
}

/** What a user who never logged out is answered when everything is over. */
export interface OutageRemains {
  readonly me: number;
  /** Of the refresh token, where there is one. */
  readonly refresh?: number;
}

export interface OutageOutcome {
  readonly state: 'completed';
  /** The fault was over, and the watch was. */
  readonly endedMs: number;
  readonly watchedMs: number;
  /** Of users who never log out, by replica. */
  readonly users: readonly (readonly OutageProbe[])[];
  readonly victims: readonly OutageVictim[];
  readonly errands: readonly OutageErrand[];
  readonly remains: readonly OutageRemains[];
}

/** One fault on fresh replicas. */
export interface OutageTrialRecord {
  readonly type: 'outage-trial';
  readonly target: TargetName;
  readonly fault: OutageFault;
  readonly trial: number;
  readonly outcome: OutageOutcome | { readonly state: 'failed'; readonly reason: string };
}
