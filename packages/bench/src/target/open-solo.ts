// One process of a target with its own Redis: what is measured there has one owner.
import {
  type ApiPlace,
  type ApiSecrets,
  makeApiSecrets,
  type RedisServer,
  type Replica,
  type Stack,
} from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../load/load-pool.ts';
import { labPlace } from './lab-place.ts';
import { startTarget } from './start-target.ts';
import type { TargetName } from './target-name.ts';

export interface Solo {
  readonly target: TargetName;
  readonly replica: Replica;
  readonly server: RedisServer;
  readonly pool: LoadPool;
}

export interface SoloOptions {
  readonly target: TargetName;
  readonly databaseFile: string;
  readonly signal: AbortSignal;
  /** Default: new ones. */
  readonly secrets?: ApiSecrets;
  /** Default: a new one. */
  readonly server?: RedisServer;
  /** Added to, and stronger than, what the lab sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** Keys that the lab would set, and that stay at the API's own defaults. */
  readonly defaults?: readonly string[];
  readonly execArgv?: readonly string[];
}

const CONNECTIONS = 32;
/** Longer than any experiment: an expired token would be refused, not measured. */
const ACCESS_TTL_SECONDS = 7200;

/** @throws {TargetError} when it does not start */
export const openSolo = async (stack: Stack, options: SoloOptions): Promise<Solo> => {
  const { target, signal, execArgv = [] } = options;
  const server = options.server ?? (await stack.redis({ signal }));
  const place = placeOf(server, options);
  const [replica] = (await startTarget(stack, { target, place, count: 1, execArgv, signal })) as [Replica];
  const pool = await stack.own(() => Promise.resolve(openLoadPool(replica.url, CONNECTIONS)));
  return { target, replica, server, pool };
};

const placeOf = (server: RedisServer, options: SoloOptions): ApiPlace => {
  const { databaseFile, secrets = makeApiSecrets(), env, defaults = [] } = options;
  const stores = { redisEnv: server.apiEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS };
  const place = labPlace(stores, secrets);
  const set = Object.entries({ ...place.env, ...env }).filter(([key]) => !defaults.includes(key));
  return { ...place, env: Object.fromEntries(set) };
};
