// What the demo is at this moment.
import { ROLES } from '@authlab/contract';
import { z } from 'zod';
import { faultSchema, lifetimesSchema } from './control-requests.ts';
import { replicaIndexSchema, strategySchema } from './scheme.ts';

/** `starting`: it is being started or restarted; `dead`: it was killed, or has ended by itself. */
const replicaStateSchema = z.object({
  index: replicaIndexSchema,
  url: z.string(),
  /** Absent while there is no process. */
  pid: z.number().int().optional(),
  status: z.enum(['alive', 'starting', 'dead']),
});
export type ReplicaState = z.infer<typeof replicaStateSchema>;

/** `stolenAtMs` and all other times are Unix milliseconds. */
const thiefStateSchema = z.object({
  stolenAtMs: z.number(),
  /** Absent when it is none of the seeded users. */
  userId: z.string().optional(),
  withRefreshToken: z.boolean(),
});
export type ThiefState = z.infer<typeof thiefStateSchema>;

const apiStateSchema = z.object({
  /** The balancer as the page calls it: another port of the page's own host, so another origin of the same site. */
  url: z.string(),
  /** The same balancer under a second host name: another site. */
  crossSiteUrl: z.string(),
  strategy: strategySchema,
  sticky: z.boolean(),
  replicas: z.array(replicaStateSchema),
  /** Present while a thief is at work. */
  thief: thiefStateSchema.optional(),
});
export type ApiState = z.infer<typeof apiStateSchema>;

/** The same users, with the same ids, in the databases of both APIs. */
const seededUserSchema = z.object({
  id: z.string(),
  email: z.string(),
  password: z.string(),
  roles: z.array(z.enum(ROLES)),
});
export type SeededUser = z.infer<typeof seededUserSchema>;

/** Two users and an admin, in this order. */
export const demoStateSchema = z.object({
  version: z.string(),
  /** The page's own origin: the one that the APIs allow. */
  pageOrigin: z.string(),
  /**
   * Two origins that the APIs do not allow. `GET /forged-form?scheme=session|jwt` of either answers a page that, in a
   * frame or a tab, at once posts a form to the logout of that API: from the same site (another port of the same
   * host), and from another site (another host name).
   */
  foreignOrigins: z.object({ sameSite: z.string(), crossSite: z.string() }),
  apis: z.object({ session: apiStateSchema, jwt: apiStateSchema }),
  lifetimes: lifetimesSchema,
  fault: faultSchema,
  users: z.array(seededUserSchema),
  /** True while replicas are being (re)started: actions may be answered 503 meanwhile. */
  busy: z.boolean(),
});
export type DemoState = z.infer<typeof demoStateSchema>;
