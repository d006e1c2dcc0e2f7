// One command that a replica sent to its Redis, as Redis saw it.
import { z } from 'zod';
import { markedTextSchema } from './marked-text.ts';
import { replicaIndexSchema, schemeSchema } from './scheme.ts';

export const redisCommandSchema = z.object({
  scheme: schemeSchema,
  replica: replicaIndexSchema,
  /** When Redis ran it. */
  atMs: z.number(),
  /** In upper case, such as `GET` or `EVALSHA`. */
  name: z.string(),
  /** The whole command as one would type it; long arguments are cut, and end with an ellipsis. */
  line: markedTextSchema,
  /** Sent by a script that runs inside Redis: no round trip of its own. */
  insideScript: z.boolean(),
  /**
   * `exchange`: sent for the exchange with `exchangeId`. `thief`: for a probe of the thief. `background`: heartbeats and
   * the like. `unclear`: several requests were under way on that replica, or none was any more.
   */
  cause: z.enum(['exchange', 'thief', 'background', 'unclear']),
  exchangeId: z.string().optional(),
});
export type RedisCommand = z.infer<typeof redisCommandSchema>;
