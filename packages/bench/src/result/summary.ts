// The schema of summary.json: the backbone of every report, versioned.
import { browserResultSchema } from '@authlab/browser';
import { z } from 'zod';
import { REVOKING_EVENTS } from './revocation-record.ts';
import { revocationResultSchema } from './revocation-result.ts';
import { PROFILE_NAMES } from '../profile/profile-name.ts';
import { TARGET_NAMES } from '../target/target-name.ts';
import { calibrateResultSchema } from './calibrate-result.ts';
import { knobsResultSchema } from './knobs-result.ts';
import { pitfallsResultSchema } from './pitfalls-result.ts';
import { blockCountsSchema, countSchema as count, intervalSchema as interval } from './interval-schema.ts';
import { footprintSchema } from './footprint-result.ts';
import { latencySchema } from './latency-result.ts';
import { baselineSchema } from './baseline-result.ts';
import { replicasSchema } from './replicas-result.ts';
import { loginSchema } from './login-result.ts';
import { outageSchema } from './outage-result.ts';
import { theftSchema } from './theft-result.ts';

const target = z.enum(TARGET_NAMES);

const environment = z.strictObject({
  cpuModel: z.string(),
  cores: z.number().int().positive(),
  memoryBytes: z.number().int().positive(),
  os: z.string(),
  kernel: z.string(),
  node: z.string(),
  redis: z.string().optional(),
  /** The scaling governor of the first core, where the system shows it. */
  governor: z.string().optional(),
  /** Of the packages that decide what is measured. */
  packages: z.record(z.string(), z.string()),
  git: z.strictObject({ commit: z.string(), dirty: z.boolean() }).optional(),
});

/** What one strategy costs at one rate. CPU in microseconds per authenticated request (`GET /me`). */
const costRow = z.strictObject({
  target,
  ratePerSec: z.number().positive(),
  /** Fresh starts of all processes: the unit of repetition behind each interval. */
  invocations: count,
  requests: count,
  appCpuUs: interval,
  redisCpuUs: interval,
  /** App and Redis together. */
  cpuUs: interval,
  /** `GET /me` minus `GET /public`, app and Redis together. */
  authOverheadUs: interval,
  /** Per authenticated request; a command that was never sent is absent. */
  redisCommandsPerRequest: z.record(z.string(), z.number().nonnegative()),
  /** Exact counts over `requests`. */
  redisCommands: z.record(z.string(), count),
  /** Bytes of requests, headers included, as the API receives them. */
  bytesInPerRequest: z.number().nonnegative(),
  /** Bytes of answers, headers included. */
  bytesOutPerRequest: z.number().nonnegative(),
});

/** b compared with a: `ratio` is b/a, `differenceUs` is b - a. */
const comparison = z.strictObject({
  a: target,
  b: target,
  metric: z.enum(['cpuUs', 'authOverheadUs']),
  ratePerSec: z.number().positive(),
  /** Absent when a's figure is not told apart from 0: then no ratio can be stated. */
  ratio: interval.optional(),
  differenceUs: interval,
  /** The hierarchical bootstrap of the same ratio, for comparison. */
  bootstrapRatio: interval.optional(),
  verdict: z.enum(['different', 'equivalent', 'not-resolved']),
  /** Only with `not-resolved`: about how much longer a run would have to be. */
  needsMoreMinutes: z.number().positive().optional(),
});

const band = z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() });

/** What one strategy does after one revoking event. Times in ms, from the ack at the client. */
const revocationRow = z.strictObject({
  target,
  event: z.enum(REVOKING_EVENTS),
  replicas: count,
  /** Of what the replicas answer at most: the load beside the trials. */
  loadShare: z.number().nonnegative().default(0),
  trials: count,
  /** The lifetime of access tokens in this experiment; sessions have none that matters here. */
  accessTtlSeconds: z.number().positive().optional(),
  /** To the start of the last request that was accepted, on the worst replica; 0 if none was. */
  lagMs: band,
  /** To the start of the first request that was refused after it: the lag of an imagined faster probe lies below. */
  lagUpperMs: band,
  /** The distribution: for each share of the trials, the bounds of the lag that it does not exceed. */
  lagCurve: z.array(z.strictObject({ share: z.number(), lowMs: z.number(), highMs: z.number() })).default([]),
  /** Between the last accepted and the first refused start; absent if none was refused. */
  bracketMs: z.strictObject({ p50: z.number() }).optional(),
  /** Requests that were started after the ack and accepted. */
  staleAccepts: count,
  /** Trials with at least one of them. */
  staleTrials: count,
  staleTrialShare: interval,
  /** Requests accepted although they were started after a refusal on the same replica had arrived. */
  resurrections: count,
  /** Credentials that were still accepted when the trial had to end. */
  neverRefused: count,
  /** Refused requests of users and devices that nobody had revoked. */
  falseRejects: count,
  bystanderRequests: count,
  /** One who asks each replica at a fixed rate, served after the ack; `expected` from how long the credentials lived. */
  attacker: z
    .strictObject({
      ratePerSec: z.number().positive(),
      staleAccepts: count,
      expected: z.strictObject({ low: count, high: count }),
    })
    .optional(),
  /** The same lag by the moments at which the servers wrote their answers: the second instrument. */
  stamped: z
    .strictObject({ lagMs: band, lagUpperMs: band, disagreements: count, strays: count, resurrections: count })
    .optional(),
  /** Of tokens that live until their `exp`: whether they died then. */
  law: z.strictObject({ trials: count, broken: count }).optional(),
});

/** A run that was measured in pieces keeps what each of them was. */
const part = z.strictObject({
  experiments: z.array(z.string()),
  profile: z.enum(PROFILE_NAMES),
  command: z.string(),
  seed: z.number().int(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number().positive(),
  commit: z.string().optional(),
});

export const summarySchema = z.strictObject({
  schemaVersion: z.literal(1),
  profile: z.enum(PROFILE_NAMES),
  verdict: z.enum(['VALID', 'UNSTABLE', 'UNTRUSTED', 'INVALID']),
  /** Why it is not VALID, and what limits it. */
  reasons: z.array(z.string()),
  environment,
  seed: z.number().int(),
  command: z.string(),
  startedAt: z.iso.datetime(),
  durationSeconds: z.number().positive(),
  /** The pieces, where there were some; the whole has the command of the first and the seed of the cost. */
  parts: z.array(part).optional(),
  /** The A/A twin: one strategy compared with itself, at the headline rate. Absent when cost was not measured. */
  noiseFloor: z.strictObject({ ratio: interval, ratePerSec: z.number().positive() }).optional(),
  /** CPU that was added on purpose to each request of the first target, and what the lab found of it, at the headline rate. */
  knownEffect: z
    .strictObject({ addedUs: z.number().positive(), foundUs: interval, ratePerSec: z.number().positive() })
    .optional(),
  cost: z.array(costRow),
  comparisons: z.array(comparison),
  revocation: z.array(revocationRow),
  /** What `pnpm browser` had observed before the run: nothing of it was measured in it. */
  browser: browserResultSchema.optional(),
  /** How each experiment was run, and how far it can be trusted. */
  experiments: z.strictObject({
    cost: z
      .strictObject({
        ratesPerSec: z.array(z.number().positive()),
        blockSeconds: z.number().positive(),
        users: count,
        /** Added to each answer of Redis. */
        redisDelayMs: z.number().nonnegative(),
        invocations: count,
        blocks: blockCountsSchema,
        rules: z.array(z.string()),
        latenessP99Us: z.number().nonnegative(),
        generatorUtilization: z.number().nonnegative(),
        generatorCpuUsPerRequest: z.number().nonnegative(),
        warmup: z.strictObject({ settled: count, unsettled: count }),
      })
      .optional(),
    knobs: knobsResultSchema.optional(),
    pitfalls: pitfallsResultSchema.optional(),
    calibrate: calibrateResultSchema.optional(),
    revocation: revocationResultSchema.optional(),
    latency: latencySchema.optional(),
    footprint: footprintSchema.optional(),
    login: loginSchema.optional(),
    theft: theftSchema.optional(),
    baseline: baselineSchema.optional(),
    outage: outageSchema.optional(),
    replicas: replicasSchema.optional(),
  }),
});

/** A whole run, as it is written to summary.json. */
export type Summary = z.infer<typeof summarySchema>;
export type RunPart = z.infer<typeof part>;
export type Environment = z.infer<typeof environment>;
export type CostRow = z.infer<typeof costRow>;
export type Comparison = z.infer<typeof comparison>;
export type RevocationRow = z.infer<typeof revocationRow>;
