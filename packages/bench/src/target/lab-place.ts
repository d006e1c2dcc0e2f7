// Where a measured API runs: production mode on the lab's own stores, cheap password hashing, no login limits.
import type { ApiPlace, ApiSecrets } from '@authlab/stack';

export interface LabStores {
  /** Where Redis is, as an API reads it. */
  readonly redisEnv: Readonly<Record<string, string>>;
  /** Of the SQLite file with the users. */
  readonly databaseFile: string;
  readonly accessTtlSeconds: number;
}

/** @param secrets the same for all replicas of a target */
export const labPlace = ({ redisEnv, databaseFile, accessTtlSeconds }: LabStores, secrets: ApiSecrets): ApiPlace => ({
  redisEnv,
  databaseUrl: `sqlite:${databaseFile}`,
  secrets,
  env: {
    ACCESS_TTL_SECONDS: String(accessTtlSeconds),
    // Starting by the dozen on two cores, an API may wait long for its turn; what is measured is CPU, not patience.
    REDIS_DEADLINE_MS: '5000',
    MAX_SESSIONS_PER_USER: '1000',
    // The lab logs in by the hundred and measures what comes after the login.
    ARGON2_MEMORY_KIB: '8',
    HASH_QUEUE: '10000',
    LOGIN_LIMIT_PER_ACCOUNT: '0',
    LOGIN_LIMIT_PER_ADDRESS: '0',
  },
});
