// What the outage experiment finds: who is served while Redis fails, and whether a revoked credential comes back to life.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, spreadSchema as spread } from './interval-schema.ts';
import { OUTAGE_FAULTS } from './outage-record.ts';

/** Requests of users who never log out, by what they were answered. */
const answers = z.strictObject({
  accepted: count,
  /** 401: a false reject. */
  refused: count,
  /** 503. */
  unavailable: count,
  other: count,
  /** No answer in time. */
  unanswered: count,
});

/** One trial as it is drawn; times in whole ms after the fault began. */
const timeline = z.strictObject({
  fromMs: z.number(),
  binMs: z.number().positive(),
  endedMs: z.number(),
  bins: z.array(answers),
  /** Requests with a revoked credential that were accepted after the ack. */
  staleMs: z.array(z.number()),
  /** The logouts that were answered 204. */
  ackedMs: z.array(z.number()),
});

const victims = z.strictObject({
  /** Those whose logout was answered 204: the others are not revoked. */
  acked: count,
  /** Requests accepted although they began after the ack, and the latest of them, in ms after it. */
  staleAccepts: count,
  lastStaleMs: z.number().optional(),
  /** Accepted although sent after a refusal had arrived. */
  resurrections: count,
  /** Credentials that were accepted again after a refusal. */
  revived: count,
  /** Credentials still accepted when the watch ended. */
  alive: count,
});

const row = z.strictObject({
  target: z.enum(TARGET_NAMES),
  fault: z.enum(OUTAGE_FAULTS),
  trials: count,
  lastedMs: spread,
  /** Before the fault, while it lasted, and after it. */
  lead: answers,
  during: answers,
  after: answers,
  /** Of the users' requests while the fault lasted, refusals and time-outs included; and before it, when nothing was wrong. */
  p99Ms: z.number().optional(),
  leadP99Ms: z.number().optional(),
  /** From the beginning to the arrival of the first 503; absent where there was none. */
  noticedMs: spread.optional(),
  /** From the end to the first second without a failure; absent where no trial healed. */
  healedMs: spread.optional(),
  unhealed: count,
  /** The longest time in which the lab sent nothing to a replica. */
  standstillMs: z.number(),
  /** How long at least some users were refused, by trial. */
  failingMs: spread,
  victims,
  /** What the longest stale accept may be by the promise of the strategy; absent where it promises nothing. */
  boundMs: z.number().optional(),
  /** Answers to logouts sent while the fault lasted, by status; `0` where there was none in time. */
  logouts: z.record(z.string(), count),
  /** Revocations that were answered 503 and never 204: nothing was promised. Absent in runs of earlier versions. */
  unacknowledged: count.optional(),
  /** Other people's logouts that were answered 204, and those whose credential was accepted when everything was over. */
  acknowledged: z.strictObject({ logouts: count, undone: count }),
  /** Users who never logged out, and those whose login is lost when everything is over. */
  logins: z.strictObject({ users: count, lost: count }),
  timeline,
});

export const outageSchema = z.strictObject({
  usersPerSec: z.number().positive(),
  victimPerSec: z.number().positive(),
  faultSeconds: z.number().positive(),
  heartbeatMs: z.number().positive(),
  staleMs: z.number().positive(),
  deadlineMs: z.number().positive(),
  /** How silent links were made; a link that is down is one. */
  silence: z.literal('half-open TCP, not a dropped link'),
  /** Faults that were asked for and that this machine does not allow, and what stood against it. */
  leftOut: z.array(z.strictObject({ fault: z.enum(OUTAGE_FAULTS), reason: z.string() })).default([]),
  rows: z.array(row),
  unfinishedTrials: count,
});

export type OutageResult = z.infer<typeof outageSchema>;
export type OutageRow = z.infer<typeof row>;
export type OutageAnswers = z.infer<typeof answers>;
export type OutageTimeline = z.infer<typeof timeline>;
