// What the replicas of an API are started with: as in production, behind the demo's balancer.
import { type ApiPlace, apiReplica } from '@authlab/stack';
import type { Strategy } from '@authlab/contract';
import type { Lifetimes } from '../../protocol/control-requests.ts';
import type { DemoRedis } from '../redis/demo-redis.ts';
import type { ReplicaPlan } from './replica-set.ts';

export interface ReplicaSettings {
  readonly redis: Pick<DemoRedis, 'envFor'>;
  readonly databaseUrl: string;
  readonly secrets: ApiPlace['secrets'];
  readonly pageOrigin: string;
  /** Stronger than all others. */
  readonly replicaEnv: Readonly<Record<string, string>>;
}

/** A visitor logs in more often than the usual limits let anybody. */
const LIMITS = { LOGIN_LIMIT_PER_ACCOUNT: '500/300s', LOGIN_LIMIT_PER_ADDRESS: '1000/300s' } as const;

export const replicaPlan =
  (strategy: Strategy, lifetimes: Lifetimes, settings: ReplicaSettings): ReplicaPlan =>
  (index) =>
    apiReplica(strategy, {
      redisEnv: settings.redis.envFor(index),
      databaseUrl: settings.databaseUrl,
      secrets: settings.secrets,
      env: {
        TRUST_PROXY: 'loopback',
        ALLOWED_ORIGINS: settings.pageOrigin,
        ...LIMITS,
        ...lifetimeOf(strategy, lifetimes),
        ...settings.replicaEnv,
      },
    });

const lifetimeOf = (strategy: Strategy, { accessTtlSeconds, sessionIdleTtlSeconds }: Lifetimes) =>
  strategy.startsWith('session/')
    ? { SESSION_IDLE_TTL_SECONDS: String(sessionIdleTtlSeconds) }
    : { ACCESS_TTL_SECONDS: String(accessTtlSeconds) };
