// One measured process with a Redis of its own, and the instruments on both.
import { type ApiSecrets, type Replica, type Stack } from '@authlab/stack';
import { type LoadPool, openLoadPool } from '../../load/load-pool.ts';
import { openRedisSampler, type RedisSampler } from '../../sample/redis-sampler.ts';
import { labPlace } from '../../target/lab-place.ts';
import type { Preload } from '../../target/preload.ts';
import { startTarget } from '../../target/start-target.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface ProcessStart {
  readonly target: TargetName;
  readonly databaseFile: string;
  readonly secrets: ApiSecrets;
  /** How much further away its Redis stands: added to each answer. */
  readonly redisDelayMs: number;
  readonly preload?: Preload | undefined;
  readonly signal: AbortSignal;
}

export interface StartedProcess {
  readonly usage: Replica['usage'];
  /** Of the process that stands for the distance to Redis, where there is one. */
  readonly relayUsage?: Replica['usage'];
  readonly pool: LoadPool;
  readonly redis: RedisSampler;
}

const CONNECTIONS = 32;
/** Longer than any invocation: an expired token would be refused, not measured. */
const ACCESS_TTL_SECONDS = 3600;

/** @throws {TargetError} when it does not start */
export const startProcess = async (stack: Stack, options: ProcessStart): Promise<StartedProcess> => {
  const { target, databaseFile, secrets, preload, signal } = options;
  const server = await stack.redis({ signal });
  const relay = await relayTo(stack, server.port, options);
  const redisEnv = relay?.apiEnv ?? server.apiEnv;
  const place = labPlace({ redisEnv, databaseFile, accessTtlSeconds: ACCESS_TTL_SECONDS }, secrets);
  const [replica] = (await startTarget(stack, { target, place, count: 1, signal, preload })) as [Replica];
  return {
    usage: () => replica.usage(),
    ...(relay === undefined ? {} : { relayUsage: () => relay.usage() }),
    pool: await stack.own(() => Promise.resolve(openLoadPool(replica.url, CONNECTIONS))),
    redis: await stack.own(() => openRedisSampler(server.url)),
  };
};

const relayTo = async (stack: Stack, port: number, { redisDelayMs: delayMs, signal }: ProcessStart) =>
  delayMs === 0 ? undefined : await stack.distantRedis({ port, delayMs, signal });
