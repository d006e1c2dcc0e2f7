// What the baseline experiment finds: facts about recipes as they are documented, with ours beside them.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { COPY_EVENTS, RACERS } from './baseline-record.ts';
import { countSchema as count, intervalSchema as interval, spreadSchema as spread } from './interval-schema.ts';

const target = z.enum(TARGET_NAMES);

const race = z.strictObject({
  target,
  racer: z.enum(RACERS),
  rounds: count,
  inFlight: count,
  /** Of the requests under way: that there are both shows that it was a race. */
  accepted: count,
  refused: count,
  /** Rounds after which the old cookie was accepted again. */
  revived: count,
  revivedShare: interval,
});

const hang = z.strictObject({
  target,
  rounds: count,
  requests: count,
  waitMs: z.number().positive(),
  /** By status. */
  answers: z.record(z.string(), count),
  answerMs: spread.optional(),
  unanswered: count,
  /** Rounds with at least one of them: requests of one round share their fate. */
  hung: count,
  hungShare: interval,
  /** Rounds after which it answered 200 again. */
  healed: count,
  healedMs: spread.optional(),
});

const copy = z.strictObject({
  target,
  event: z.enum(COPY_EVENTS),
  trials: count,
  /** Trials in which the copy was accepted after the event. */
  stale: count,
  staleShare: interval,
  accepted: spread,
  lastAcceptMs: spread,
  firstRefusalMs: spread.optional(),
  /** Copies that were still accepted when the watch ended. */
  neverRefused: count,
  watchedMs: z.number().positive(),
  /** What bounds the life of the copy in this experiment; absent where nothing short does. */
  lifetimeSeconds: z.number().positive().optional(),
});

const planting = z.strictObject({
  target,
  rounds: count,
  /** Rounds after which the attacker's cookie opened the victim's account. */
  fixed: count,
  fixedShare: interval,
});

export const baselineSchema = z.strictObject({
  races: z.array(race),
  hangs: z.array(hang),
  copies: z.array(copy),
  plantings: z.array(planting),
});

export type BaselineResult = z.infer<typeof baselineSchema>;
export type RaceRow = z.infer<typeof race>;
export type HangRow = z.infer<typeof hang>;
export type CopyRow = z.infer<typeof copy>;
export type PlantingRow = z.infer<typeof planting>;
