// What the page hears without asking, over GET /control/events.
import { z } from 'zod';
import { demoStateSchema } from './demo-state.ts';
import { exchangeSchema } from './exchange.ts';
import { redisCommandSchema } from './redis-command.ts';
import { thiefProbeSchema, thiefRefreshSchema } from './thief-probe.ts';

/** An exchange is told once, some 50 ms after its end, when its Redis commands are known. */
export const demoEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: demoStateSchema }),
  z.object({ type: z.literal('exchange'), exchange: exchangeSchema }),
  z.object({ type: z.literal('redis-command'), command: redisCommandSchema }),
  z.object({ type: z.literal('thief-probe'), probe: thiefProbeSchema }),
  z.object({ type: z.literal('thief-refresh'), refresh: thiefRefreshSchema }),
]);
export type DemoEvent = z.infer<typeof demoEventSchema>;
