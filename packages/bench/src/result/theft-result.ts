// What the theft experiment finds: how long a thief gets on with a stolen credential, and who notices.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, spreadSchema as spread } from './interval-schema.ts';
import { THEFT_SIGNALS, THEFT_STORIES } from './theft-record.ts';

/** One trial as it is drawn; times in whole ms after the theft. */
const timeline = z.strictObject({
  thief: z.strictObject({ accepted: z.array(z.number()), refused: z.array(z.number()) }),
  victim: z.strictObject({ accepted: z.array(z.number()), refused: z.array(z.number()) }),
  refreshes: z.array(z.strictObject({ who: z.enum(['thief', 'victim']), atMs: z.number(), accepted: z.boolean() })),
  endedMs: z.number().optional(),
});

const row = z.strictObject({
  target: z.enum(TARGET_NAMES),
  story: z.enum(THEFT_STORIES),
  trials: count,
  /** Requests of the thief that were accepted, by trial. */
  acceptedAfterTheft: spread,
  /** From the theft to the last of them. */
  livedMs: spread,
  /** After the answer to what ended the story; absent where the victim did nothing. */
  afterEnd: z
    .strictObject({
      accepted: spread,
      /** Trials with at least one of them. */
      trialsWithAny: count,
      /** To the start of the last accepted request, and to that of the first refused one. */
      lastAcceptMs: spread,
      firstRefusalMs: spread.optional(),
    })
    .optional(),
  /** Trials in which the thief was still accepted when the watch ended. */
  neverRefused: count,
  /** Requests accepted although they were sent after a refusal had arrived. */
  resurrections: count,
  /** Requests of the thief without an answer, or with another one than 200 and 401. */
  unanswered: count,
  /** Refreshes that the thief was granted, and those among them after the end of the story. */
  thiefRefreshes: z.strictObject({ granted: count, grantedAfterEnd: count }),
  /** In how many trials the victim could have known, by what. */
  signals: z.partialRecord(z.enum(THEFT_SIGNALS), count),
  /** From the theft to the moment at which the victim met the signal. */
  noticedMs: spread.optional(),
  /** Other logins, which nobody used, refused after the idle time. */
  unused: z.strictObject({ logins: count, refused: count }).optional(),
  timeline,
});

export const theftSchema = z.strictObject({
  thiefPerSec: z.number().positive(),
  accessTtlSeconds: z.number().positive(),
  graceSeconds: z.number().nonnegative(),
  idleSeconds: z.number().positive(),
  absoluteSeconds: z.number().positive(),
  rows: z.array(row),
  unfinishedTrials: count,
});

export type TheftResult = z.infer<typeof theftSchema>;
export type TheftRow = z.infer<typeof row>;
export type TheftTimeline = z.infer<typeof timeline>;
