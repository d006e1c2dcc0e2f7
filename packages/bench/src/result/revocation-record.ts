// The lines of raw.ndjson that the revocation experiment writes: each trial with everything that was asked in it.
import type { TargetName } from '../target/target-name.ts';

/** Everything after which a credential, or what it says, must end. */
export const REVOKING_EVENTS = [
  'logout',
  'logout-everywhere',
  'device-removed',
  'password-changed',
  'account-disabled',
  'roles-changed',
  'refresh-reuse',
] as const;
export type RevokingEvent = (typeof REVOKING_EVENTS)[number];

/** `closed`: the next request follows the answer to the last; `open`: at moments fixed in advance, as an attacker would. */
export const PROBE_LOOPS = ['closed', 'open'] as const;
export type ProbeLoop = (typeof PROBE_LOOPS)[number];

/** In place of the status of an answer that no longer grants the right that was taken away, such as a role. */
export const RIGHT_ENDED = 299;

/**
 * One request of a trial, in ms after the ack: start, end, status (0 where there was no answer), which loop sent it (its
 * place in `PROBE_LOOPS`), and when the server wrote its answer by the server's own clock (absent where it did not say).
 */
export type ProbeTuple = readonly [startMs: number, endMs: number, status: number, loop?: number, decidedMs?: number];

/** What the trials of one series share. */
export interface TrialSetting {
  readonly replicas: number;
  /** Of what the replicas answer at most: the load beside the trials. */
  readonly loadShare: number;
  /** Of access tokens; sessions have none that matters here. */
  readonly accessTtlSeconds?: number;
}

/** One revoking event and everything that was asked with the victim's credential around it. */
export interface TrialRecord extends TrialSetting {
  readonly type: 'revocation-trial';
  readonly target: TargetName;
  readonly event: RevokingEvent;
  readonly trial: number;
  /** From the login to the revoking request: random, so that no timer is always met at the same moment. */
  readonly phaseMs: number;
  readonly outcome:
    | {
        readonly state: 'completed';
        /** From the revoking request to its answer. */
        readonly ackMs: number;
        /** Which replicas served the login and the revoking request. */
        readonly loggedInOn: number;
        readonly revokedOn: number;
        /** When the credential ends by itself, in ms after the ack; of tokens alone. */
        readonly expiresMs?: number;
        /** By replica. */
        readonly replicas: readonly (readonly ProbeTuple[])[];
        readonly bystanders: BystanderCounts;
      }
    | { readonly state: 'failed'; readonly reason: string };
}

/** Requests with credentials that nobody had revoked, and how many of them were refused. */
export interface BystanderCounts {
  readonly requests: number;
  readonly refused: number;
}

/** The users beside the trials of one target in one setting, over all of them. */
export interface BystanderRecord extends BystanderCounts, TrialSetting {
  readonly type: 'revocation-bystanders';
  readonly target: TargetName;
  /** What the load beside the trials was meant to be and what came of it; absent on an idle machine. */
  readonly load?: BackgroundLoad;
}

export interface BackgroundLoad {
  /** Of all replicas together, by a closed loop, before the trials. */
  readonly capacityPerSec: number;
  readonly ratePerSec: number;
  readonly completed: number;
  /** Failed, or answered other than 200. */
  readonly lost: number;
}
