// How either API is started by its strategy, in production mode, on stores that somebody else has opened.
import { fileURLToPath } from 'node:url';
import type { Scheme, Strategy } from '@authlab/contract';
import type { ReplicaOptions } from '../replica/start-replica.ts';
import type { ApiSecrets } from './api-secrets.ts';

const ROOT = new URL('../../../../', import.meta.url);

export interface ApiPlace {
  /** Where Redis is, as the API reads it: `apiEnv` of whatever the stack started, or `{ REDIS_URL }`. */
  readonly redisEnv: Readonly<Record<string, string>>;
  /** `sqlite:PATH` or `postgres://...`. */
  readonly databaseUrl: string;
  readonly secrets: ApiSecrets;
  /** Added to, and stronger than, what the strategy needs. */
  readonly env?: Readonly<Record<string, string>>;
}

export const schemeOf = (strategy: Strategy): Scheme => (strategy.startsWith('session/') ? 'session' : 'jwt');

/** What `stack.replica` needs to start a replica of the API behind a strategy. */
export const apiReplica = (strategy: Strategy, { redisEnv, databaseUrl, secrets, env }: ApiPlace): ReplicaOptions => {
  const scheme = schemeOf(strategy);
  return {
    entry: fileURLToPath(new URL(`apps/${scheme}-api/dist/main.js`, ROOT)),
    name: strategy.replace('/', '-'),
    env: {
      // The API refuses this strategy in production.
      NODE_ENV: strategy === 'session/memory' ? 'test' : 'production',
      ...redisEnv,
      DATABASE_URL: databaseUrl,
      COOKIE_SECRETS: secrets.COOKIE_SECRETS,
      ...(scheme === 'jwt' ? jwtKeys(secrets) : {}),
      [scheme === 'jwt' ? 'JWT_STRATEGY' : 'SESSION_STRATEGY']: strategy.slice(scheme.length + 1),
      ...env,
    },
  };
};

const jwtKeys = ({ JWT_KEYS }: ApiSecrets): Readonly<Record<string, string>> => ({
  JWT_KEYS,
  JWT_ISSUER: 'https://authlab.example',
  JWT_AUDIENCE: 'https://api.authlab.example',
});
