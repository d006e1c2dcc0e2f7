// The door of @authlab/stack: starts the real thing on one machine, and leaves nothing of it behind.
export { openStack, Stack, StackClosedError } from './stack.ts';
export { runWithStack } from './run-with-stack.ts';
export { watchLauncher } from './launcher/watch-launcher.ts';
export { openRedis, type RedisEndpoint, sharedRedisUrl } from './redis/open-redis.ts';
export { type RedisOptions, startRedis } from './redis/start-redis.ts';
export type { RedisConfig } from './redis/redis-config.ts';
export type { RedisServer } from './redis/redis-server.ts';
export { RedisMissingError } from './redis/redis-missing-error.ts';
export { RedisStartError } from './redis/redis-start-error.ts';
export { SharedRedisError } from './redis/shared-redis-error.ts';
export { type ReplicaOptions, startReplica } from './replica/start-replica.ts';
export { startReplicas } from './replica/start-replicas.ts';
export type { Replica } from './replica/replica.ts';
export type { ReplicaUsage } from './replica/probe-message.ts';
export { ReplicaStartError } from './replica/replica-start-error.ts';
export type { ChildExit, StopResult } from './process/guarded-child.ts';
export { type ApiPlace, apiReplica, schemeOf } from './api/api-replica.ts';
export { type ApiSecrets, makeApiSecrets } from './api/api-secrets.ts';
