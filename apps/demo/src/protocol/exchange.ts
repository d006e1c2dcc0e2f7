// One request and its answer, as they crossed the wire between the browser and a balancer.
import { z } from 'zod';
import { markedTextSchema } from './marked-text.ts';
import { redisCommandSchema } from './redis-command.ts';
import { replicaIndexSchema, schemeSchema } from './scheme.ts';

/** The answers of the balancers have it, with the `id` of the exchange; script may read it where CORS lets it read the answer. */
export const EXCHANGE_HEADER = 'demo-exchange';

const headerSchema = z.object({ name: z.string(), value: markedTextSchema });
export type Header = z.infer<typeof headerSchema>;

const sideSchema = z.object({
  /** Only those that matter here, names in lower case, in the order sent. */
  headers: z.array(headerSchema),
  /** Absent when there was none; cut at 4 KiB. */
  body: markedTextSchema.optional(),
  /** Head and body: what this exchange alone put on the connection. */
  wireBytes: z.number().int().min(0),
});

export const exchangeSchema = z.object({
  id: z.string(),
  scheme: schemeSchema,
  /** `preflight`: the browser's own OPTIONS request of CORS. */
  kind: z.enum(['request', 'preflight']),
  /** `admin`: sent by the server for `POST /control/admin`, its login included. */
  actor: z.enum(['page', 'admin']),
  startedAtMs: z.number(),
  durationMs: z.number().min(0),
  method: z.string(),
  /** Path and query. */
  path: z.string(),
  request: sideSchema,
  /** Absent when the browser gave up before the answer. */
  response: sideSchema.extend({ status: z.number().int(), statusText: z.string() }).optional(),
  /** Absent when no replica was reached: then the balancer answered 502 or 503 itself. */
  replica: replicaIndexSchema.optional(),
  /** Replicas that the balancer tried before, and found dead. */
  deadReplicas: z.array(replicaIndexSchema),
  /** In the order in which Redis ran them. */
  redisCommands: z.array(redisCommandSchema),
  /** False when other requests were under way on the replica, so that commands may be missing. */
  redisCommandsAreComplete: z.boolean(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
