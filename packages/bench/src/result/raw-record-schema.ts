// What the analyses read of a line of raw.ndjson; everything else on the line is carried along unchecked.
import { z } from 'zod';
import { OUTAGE_FAULTS } from './outage-record.ts';
import { AFFINITIES, REPLICA_CHANGES, REPLICAS_STORIES } from './replicas-record.ts';
import { REVOKING_EVENTS } from './revocation-record.ts';
import { THEFT_SIGNALS, THEFT_STORIES } from './theft-record.ts';

const count = z.number().int().nonnegative();
const failed = z.looseObject({ state: z.literal('failed'), reason: z.string() });

const costVariant = z.looseObject({
  target: z.string(),
  arm: z.enum(['target', 'twin', 'known-effect']),
  replica: count,
  operation: z.enum(['me', 'public', 'me-with-effect']),
  appCpuUs: z.number(),
  redisCpuUs: z.number(),
  redisIdleUs: z.number(),
  redisCommands: z.record(z.string(), count),
  bytesIn: z.number(),
  bytesOut: z.number(),
  outcome: z.looseObject({ completed: count }),
});

const costBlock = z.looseObject({
  type: z.literal('cost-block'),
  phase: z.enum(['warm-up', 'measurement']),
  duet: count,
  invocation: count,
  slot: count,
  attempt: count,
  ratePerSec: z.number().positive(),
  assignment: z.literal([0, 1]),
  variants: z.array(costVariant),
  state: z.enum(['valid', 'noisy', 'incomplete']),
});

const bystanders = z.looseObject({ requests: count, refused: count });

const setting = z.looseObject({
  target: z.string(),
  replicas: count,
  loadShare: z.number(),
  accessTtlSeconds: z.number().optional(),
});

const trial = setting.extend({
  type: z.literal('revocation-trial'),
  event: z.enum(REVOKING_EVENTS),
  outcome: z.discriminatedUnion('state', [
    z.looseObject({
      state: z.literal('completed'),
      replicas: z.array(z.array(z.tuple([z.number(), z.number(), z.number()], z.number()))),
      bystanders,
    }),
    failed,
  ]),
});

const bystanderRecord = setting.extend({ type: z.literal('revocation-bystanders'), requests: count, refused: count });

/** A start, an end and a status. */
const probes = z.array(z.tuple([z.number(), z.number(), z.number()]));

const theftTrial = z.looseObject({
  type: z.literal('theft-trial'),
  target: z.string(),
  story: z.enum(THEFT_STORIES),
  outcome: z.discriminatedUnion('state', [
    z.looseObject({
      state: z.literal('completed'),
      thief: probes,
      victim: probes,
      acts: z.array(z.looseObject({ who: z.string(), what: z.string(), startMs: z.number(), status: z.number() })),
      endedMs: z.number().optional(),
      signal: z.enum(THEFT_SIGNALS),
      noticedMs: z.number().optional(),
      unusedStatus: z.number().optional(),
    }),
    failed,
  ]),
});

const errand = z.looseObject({
  what: z.string(),
  startMs: z.number(),
  status: z.number(),
  laterStatus: z.number().optional(),
});

const outageTrial = z.looseObject({
  type: z.literal('outage-trial'),
  target: z.string(),
  fault: z.enum(OUTAGE_FAULTS),
  outcome: z.discriminatedUnion('state', [
    z.looseObject({
      state: z.literal('completed'),
      endedMs: z.number(),
      watchedMs: z.number(),
      users: z.array(probes),
      victims: z.array(z.looseObject({ when: z.string(), logouts: probes, replicas: z.array(probes) })),
      errands: z.array(errand),
      remains: z.array(z.looseObject({ me: z.number(), refresh: z.number().optional() })),
    }),
    failed,
  ]),
});

const balancedRequest = z.tuple([z.number(), z.number(), z.number(), count, count.optional()]);

const replicasPlay = z.looseObject({
  type: z.literal('replicas-play'),
  target: z.string(),
  affinity: z.enum(AFFINITIES),
  story: z.enum(REPLICAS_STORIES),
  round: count,
  outcome: z.discriminatedUnion('state', [
    z.looseObject({
      state: z.literal('completed'),
      users: count,
      requests: z.array(balancedRequest),
      failures: z.record(z.string(), count),
      events: z.array(z.looseObject({ atMs: z.number(), replica: count, what: z.enum(REPLICA_CHANGES) })),
      sentTo: z.array(count),
      redispatches: count,
      cpu: z.looseObject({ balancerMs: z.number().optional(), apiMs: z.number() }).optional(),
    }),
    failed,
  ]),
});

const SCHEMAS = {
  'cost-block': costBlock,
  'revocation-trial': trial,
  'revocation-bystanders': bystanderRecord,
  'theft-trial': theftTrial,
  'outage-trial': outageTrial,
  'replicas-play': replicasPlay,
};

const isChecked = (type: string): type is keyof typeof SCHEMAS => Object.hasOwn(SCHEMAS, type);

/** The schema of lines of this `type`; of the types that no analysis reads again, only that there is one. */
export const rawRecordSchema = (type: string): z.ZodType =>
  isChecked(type) ? SCHEMAS[type] : z.looseObject({ type: z.string() });
