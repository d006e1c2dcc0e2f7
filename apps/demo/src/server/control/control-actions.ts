// What each control route does: its body by its schema, then one change of the demo.
import type { z } from 'zod';
import {
  adminRequestSchema,
  faultSchema,
  lifetimesSchema,
  replicaRequestSchema,
  resetRequestSchema,
  stealRequestSchema,
  stickyRequestSchema,
  stopThiefRequestSchema,
  storeQuerySchema,
  strategyRequestSchema,
} from '../../protocol/control-requests.ts';
import { CONTROL_ROUTES, type ControlAction } from '../../protocol/control-routes.ts';
import type { Demo } from '../demo.ts';

/** Answers with JSON; `input` is the body of a POST, or the query of a GET. @throws {z.ZodError} when it does not fit; {ConflictError} */
export type Action = (demo: Demo, input: unknown) => Promise<unknown>;

const action =
  <Schema extends z.ZodType>(schema: Schema, run: (demo: Demo, input: z.output<Schema>) => Promise<unknown>): Action =>
  async (demo, input) =>
    await run(demo, schema.parse(input));

const changing = <Schema extends z.ZodType>(
  schema: Schema,
  run: (demo: Demo, input: z.output<Schema>) => Promise<void> | void,
): Action => action(schema, async (demo, input) => await demo.change(() => run(demo, input)));

/** All but the event stream, which is no answer. */
const ACTIONS: Readonly<Record<Exclude<ControlAction, 'events'>, Action>> = {
  state: action(resetRequestSchema, (demo) => Promise.resolve(demo.state)),
  store: action(storeQuerySchema, async (demo, { scheme, userId }) => await demo.column(scheme).readStore(userId)),
  strategy: changing(strategyRequestSchema, async (demo, { scheme, strategy }) => {
    demo.insistOnRedis();
    await demo.column(scheme).restart({ strategy });
  }),
  lifetimes: changing(lifetimesSchema, async (demo, lifetimes) => await demo.setLifetimes(lifetimes)),
  sticky: changing(stickyRequestSchema, (demo, { scheme, on }) => {
    demo.column(scheme).choice.isSticky = on;
  }),
  fault: changing(faultSchema, async (demo, fault) => await demo.suffer(fault)),
  replica: changing(replicaRequestSchema, async (demo, { scheme, index, action: wanted }) => {
    const column = demo.column(scheme);
    if (wanted === 'start') demo.insistOnRedis();
    await (wanted === 'kill' ? column.replicas.kill(index) : column.startReplica(index));
  }),
  steal: changing(stealRequestSchema, (demo, { scheme, userId, withRefreshToken = false }) =>
    demo.column(scheme).steal({ userId, withRefreshToken }),
  ),
  stopThief: changing(stopThiefRequestSchema, (demo, { scheme }) => demo.column(scheme).stopThief()),
  admin: action(adminRequestSchema, async (demo, request) => await demo.admin(request.scheme).act(request)),
  reset: changing(resetRequestSchema, async (demo) => await demo.reset()),
};

export interface ControlRoute {
  readonly method: 'GET' | 'POST';
  /** Absent for the event stream. */
  readonly act?: Action;
}

/** By path. */
export const CONTROL_TABLE: ReadonlyMap<string, ControlRoute> = new Map(
  Object.entries(CONTROL_ROUTES).map(([name, { method, path }]) => [
    path,
    { method, ...(name === 'events' ? {} : { act: ACTIONS[name as keyof typeof ACTIONS] }) },
  ]),
);
