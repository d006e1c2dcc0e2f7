// What the replicas experiment finds: who loses the login and which requests fail behind a balancer, and what it costs.
import { z } from 'zod';
import { TARGET_NAMES } from '../target/target-name.ts';
import { countSchema as count, intervalSchema as interval, spreadSchema as spread } from './interval-schema.ts';
import { AFFINITIES, REPLICA_CHANGES, REPLICAS_STORIES } from './replicas-record.ts';

/** How many requests of one moment were served, refused as not logged in, and failed. */
const cell = z.tuple([count, count, count]);

/** One round as it is drawn. */
const timeline = z.strictObject({
  /** From the first event, or from the beginning where there is none; negative before it. */
  startMs: z.number(),
  binMs: z.number().positive(),
  /** A row for each replica and one for requests that none of them answered; in it a cell for each bin. */
  lanes: z.array(z.array(cell)),
  events: z.array(z.strictObject({ atMs: z.number(), replica: count, what: z.enum(REPLICA_CHANGES) })),
});

const row = z.strictObject({
  target: z.enum(TARGET_NAMES),
  affinity: z.enum(AFFINITIES),
  story: z.enum(REPLICAS_STORIES),
  rounds: count,
  /** Those who asked at least once. */
  users: count,
  /** Users who were answered 401 although nobody had ended their login, and in how many rounds there were any. */
  loginsLost: z.strictObject({ users: count, share: interval, rounds: count }),
  requests: count,
  served: count,
  refused: count,
  /** Neither served nor refused: by status, or by error code where no answer came. */
  failed: z.record(z.string(), count),
  /** Requests that the balancer sent to another replica after the first could not be reached. */
  redispatches: count,
  /** From the first event to the end of the last request that was not served; of the rounds that came back to normal. */
  normalAfterMs: spread.optional(),
  /** Rounds in which the last request of some user was not served. */
  neverNormal: count,
  /** Requests that each replica answered. */
  answeredBy: z.array(count),
  timeline,
});

export const replicasSchema = z.strictObject({
  replicas: count,
  usersPerRound: count,
  ratePerSec: z.number().positive(),
  checkEveryMs: z.number().positive(),
  drainDelayMs: z.number().nonnegative(),
  balancer: z.string(),
  /** Targets that were asked for and are not played. */
  leftOut: z.array(z.enum(TARGET_NAMES)),
  rows: z.array(row),
  /** Per request, over the steady stories; absent where the system does not count, or too little was measured. */
  cost: z
    .strictObject({ balancerCpuUs: interval, apiCpuUs: interval, requests: count, plays: count, tickUs: z.number() })
    .optional(),
  unfinishedPlays: count,
});

export type ReplicasResult = z.infer<typeof replicasSchema>;
export type ReplicasRow = z.infer<typeof row>;
export type ReplicasTimeline = z.infer<typeof timeline>;
