// What the analyses read of a line of raw.ndjson; everything else on the line is carried along unchecked.
import { z } from 'zod';
import { REVOKING_EVENTS } from './revocation-record.ts';

const count = z.number().int().nonnegative();

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
    z.looseObject({ state: z.literal('failed'), reason: z.string() }),
  ]),
});

const bystanderRecord = setting.extend({ type: z.literal('revocation-bystanders'), requests: count, refused: count });

const SCHEMAS = { 'cost-block': costBlock, 'revocation-trial': trial, 'revocation-bystanders': bystanderRecord };

const isChecked = (type: string): type is keyof typeof SCHEMAS => Object.hasOwn(SCHEMAS, type);

/** The schema of lines of this `type`; of the types that no analysis reads again, only that there is one. */
export const rawRecordSchema = (type: string): z.ZodType =>
  isChecked(type) ? SCHEMAS[type] : z.looseObject({ type: z.string() });
