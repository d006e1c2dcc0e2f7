// What the server holds for one user.
import { z } from 'zod';
import { markedTextSchema } from './marked-text.ts';
import { schemeSchema } from './scheme.ts';

const storedKeySchema = z.object({
  key: markedTextSchema,
  /**
   * `session`: a login session. `index`: the list of the user's login sessions or refresh families. `family`: a refresh
   * family. `denied`: a denied login session of tokens. `epoch`: tokens of an older epoch are denied. `other`: what is
   * none of these.
   */
  role: z.enum(['session', 'index', 'family', 'denied', 'epoch', 'other']),
  /** In the words of Redis: `string`, `zset`, `hash`, ... */
  type: z.string(),
  /** Absent when the key never expires. */
  ttlMs: z.number().optional(),
  /** As Redis counts it (`MEMORY USAGE`), its own overhead included. */
  sizeBytes: z.number().int(),
  /** Cut at 512 characters. */
  value: markedTextSchema,
});
export type StoredKey = z.infer<typeof storedKeySchema>;

/** The stream of revocations, of all users; it is there with `jwt/pushed` only. `last` has the newest entries, newest first. */
const revocationStreamSchema = z.object({
  length: z.number().int(),
  last: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.string()) })),
});
export type RevocationStream = z.infer<typeof revocationStreamSchema>;

export const storeViewSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('read'),
    scheme: schemeSchema,
    atMs: z.number(),
    keys: z.array(storedKeySchema),
    stream: revocationStreamSchema.optional(),
    /** True with `session/memory`: sessions are in the memory of one replica, where nobody else can look. */
    heldInMemory: z.boolean(),
  }),
  /** Redis does not answer. */
  z.object({ status: z.literal('unreachable'), scheme: schemeSchema, atMs: z.number() }),
]);
export type StoreView = z.infer<typeof storeViewSchema>;
