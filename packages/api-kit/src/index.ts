// The door of @authlab/api-kit: the Nest glue that both APIs share, so that the credential is all that differs.
import 'reflect-metadata';

export { Public, RequiresRole } from './access/access.decorator.ts';
export { CredentialReader } from './access/credential-reader.ts';
export { type AuthenticatedRequest, type CurrentLogin } from './access/current-login.ts';
export { UnauthenticatedError } from './access/unauthenticated-error.ts';
export { apiEnv, type ApiEnv } from './config/api-env.ts';
export { oneRedis } from './config/redis-env.ts';
export { revocationEnv, staleAfterBeats } from './config/revocation-env.ts';
export { seconds, secondsOrNone, whole } from './config/field.ts';
export { MIN_SECRET_BYTES, randomSecret, withDevelopmentSecrets } from './config/secret.ts';
export { clientAddress } from './http/client-address.ts';
export { requireSecureTransport } from './http/secure-transport.ts';
export { EventLog } from './log/event-log.ts';
export type { Log } from './log/log.ts';
export { ACCOUNTS, type Accounts } from './login/accounts.ts';
export { type BegunLogin, type Exchange, LoginSessions, type UserEpoch } from './login/login-sessions.ts';
export {
  connectRedisClient,
  pingEveryLink,
  type Redis,
  type RedisCommands,
  type StreamEntry,
} from './redis/connect-redis-client.ts';
export { Heartbeat, type LinkWatcher } from './redis/heartbeat.ts';
export { type CopyHolder, InvalidationFeed } from './redis/invalidation-feed.ts';
export { didSomething, indexedScript, indexKey, LUA_LIMIT, memberKey, noReply } from './redis/indexed-script.ts';
export { RedisStartError } from './redis/redis-start-error.ts';
export { ReplicaFence } from './redis/replica-fence.ts';
export { type FencedWrite, NoFence, RevocationFence } from './redis/revocation-fence.ts';
export { StoreGate } from './redis/store-gate.ts';
export { USER_TAG_LENGTH, userTag } from './redis/user-tag.ts';
export { RoutesModule } from './route/routes.module.ts';
export { type ApiParts, CONFIG, REDIS } from './start/api-parts.ts';
export { InfrastructureModule } from './start/infrastructure.module.ts';
export { startApi } from './start/start-api.ts';
