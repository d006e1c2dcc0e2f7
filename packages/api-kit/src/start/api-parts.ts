// What a started API holds: made once at start, handed to Nest, closed at the end.
import type { UserStore } from '@authlab/users';
import type { Registry } from 'prom-client';
import type { ApiEnv } from '../config/api-env.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Log } from '../log/log.ts';
import type { Accounts } from '../login/accounts.ts';
import type { Readiness } from '../management/readiness.ts';
import type { Redis, Scripts } from '../redis/connect-redis-client.ts';
import type { InvalidationFeed } from '../redis/invalidation-feed.ts';
import type { RevocationFence } from '../redis/revocation-fence.ts';
import type { StoreGate } from '../redis/store-gate.ts';

export interface ApiParts<Config extends ApiEnv = ApiEnv, Known extends Scripts = Scripts> {
  readonly config: Config;
  readonly log: Log;
  readonly events: EventLog;
  readonly registry: Registry;
  readonly redis: Redis<Known>;
  /** Opens one more connection to the same Redis, for what would block this one; closing it is the caller's. */
  readonly connectApart: <Others extends Scripts>(scripts: Others) => Promise<Redis<Others>>;
  readonly gate: StoreGate;
  /** Asked before a revocation counts as done. */
  readonly fence: RevocationFence;
  /** There when the strategy keeps copies of what it read. */
  readonly feed: InvalidationFeed | undefined;
  readonly userStore: UserStore;
  /** Asked by `/health/ready`; whoever can fail by itself adds to it. */
  readonly readiness: Readiness;
  readonly accounts: Accounts;
}

/** Injection tokens for what has no class. */
export const CONFIG = Symbol('config');
export const REDIS = Symbol('redis');
