// What the lab can measure: the strategies of the two APIs, each with knobs, and what others recommend.
import { type Scheme, STRATEGIES, type Strategy } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';
import { TARGETS } from './target-table.ts';

export type TargetName = keyof typeof TARGETS;

/** In the order of the table. */
export const TARGET_NAMES = Object.keys(TARGETS) as readonly TargetName[];

/** Those whose answer is not known: synthetic servers are for `calibrate` alone. */
export const CHOICES = TARGET_NAMES.filter((name) => TARGETS[name].server.kind !== 'synthetic');

/** An API at its defaults. */
export const isStrategy = (target: TargetName): target is Strategy => STRATEGIES.some((name) => name === target);

/** Of the API behind a target; a comparator has none: a login and `GET /me` is all it knows. */
export const strategyOf = (target: TargetName): Strategy | undefined => {
  const { server } = TARGETS[target];
  return server.kind === 'api' ? server.strategy : undefined;
};

/** What a client of the target holds: cookies, as with sessions, or a bearer token, as with JWTs. */
export const credentialOf = (target: TargetName): Scheme => {
  const { server } = TARGETS[target];
  if (server.kind === 'api') return schemeOf(server.strategy);
  return server.kind === 'recipe' && server.credential === 'cookie' ? 'session' : 'jwt';
};
