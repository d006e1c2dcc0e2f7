// Every target in one line: what is started, with what changed, and what one authenticated request asks of Redis.
import type { Strategy } from '@authlab/contract';
import type { Algorithm } from '@authlab/stack';

type Env = Readonly<Record<string, string>>;

/** Calls by command on the path of one authenticated request, as `INFO commandstats` counts them. */
export type RedisPromise = Readonly<Record<string, number>>;

/** One of our two APIs. */
export interface ApiServer {
  readonly kind: 'api';
  readonly strategy: Strategy;
  readonly env: Env;
  /** Absent: the key that the stack makes. */
  readonly algorithm?: Algorithm;
}

/** A comparator or a floor: a small server of its own, without any strategy. */
export interface RecipeServer {
  readonly kind: 'recipe';
  /** In packages/recipes/src. */
  readonly folder: string;
  readonly credential: 'cookie' | 'bearer';
  readonly env: Env;
}

/** How a synthetic server behaves; each has a known answer. */
export const BEHAVIOURS = ['honest', 'slow-start', 'stalling', 'open-door', 'somebody-else', 'shedding'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** A server whose cost and faults are known, for the lab to find. */
export interface SyntheticServer {
  readonly kind: 'synthetic';
  readonly behaviour: Behaviour;
}

export interface Target {
  readonly server: ApiServer | RecipeServer | SyntheticServer;
  readonly redis: RedisPromise;
}

const api = (strategy: Strategy, redis: RedisPromise, change: Partial<ApiServer> = {}): Target => ({
  server: { kind: 'api', strategy, env: {}, ...change },
  redis,
});

const recipe = (
  folder: string,
  credential: RecipeServer['credential'],
  { redis = {}, env = {} }: { readonly redis?: RedisPromise; readonly env?: Env } = {},
): Target => ({ server: { kind: 'recipe', folder, credential, env }, redis });

const synthetic = (behaviour: Behaviour): Target => ({ server: { kind: 'synthetic', behaviour }, redis: {} });

/** Every request verifies its token, instead of finding it among those that were verified before. */
const UNCACHED: Env = { TOKEN_CACHE_MAX: '0' };
const TWO_KIB: Env = { CLAIMS_BYTES: '2048' };
const ONE_READ: RedisPromise = { get: 1 };

/** What follows `@` is all that differs from the target named before it. */
export const TARGETS = {
  'session/redis': api('session/redis', ONE_READ),
  'session/tracked': api('session/tracked', {}),
  'session/memory': api('session/memory', {}),
  'jwt/stateless': api('jwt/stateless', {}),
  'jwt/denylist': api('jwt/denylist', { mget: 1 }),
  'jwt/pushed': api('jwt/pushed', {}),
  'session/redis@touch-each-request': api(
    'session/redis',
    { get: 1, pexpireat: 1 },
    { env: { SESSION_TOUCH_SECONDS: '0' } },
  ),
  'jwt/stateless@RS256': api('jwt/stateless', {}, { algorithm: 'RS256' }),
  'jwt/stateless@ES256': api('jwt/stateless', {}, { algorithm: 'ES256' }),
  'jwt/stateless@uncached': api('jwt/stateless', {}, { env: UNCACHED }),
  'jwt/stateless@token-memory-100': api('jwt/stateless', {}, { env: { TOKEN_CACHE_MAX: '100' } }),
  'jwt/stateless@RS256-uncached': api('jwt/stateless', {}, { env: UNCACHED, algorithm: 'RS256' }),
  'jwt/stateless@ES256-uncached': api('jwt/stateless', {}, { env: UNCACHED, algorithm: 'ES256' }),
  // A read, and the touch that connect-redis sends with each request.
  'recipe/nest-passport-session': recipe('nest-passport-session', 'cookie', { redis: { get: 1, expire: 1 } }),
  'recipe/nest-passport-session@no-passport': recipe('nest-passport-session', 'cookie', {
    redis: { get: 1, expire: 1 },
    env: { PASSPORT_USE: 'login' },
  }),
  'recipe/nest-passport-session@2-kib-claims': recipe('nest-passport-session', 'cookie', {
    redis: { get: 1, expire: 1 },
    env: TWO_KIB,
  }),
  'recipe/nest-jwt': recipe('nest-jwt', 'bearer'),
  'recipe/nest-jwt@key-object': recipe('nest-jwt', 'bearer', { env: { SECRET_FORM: 'key-object' } }),
  'recipe/nest-jwt@2-kib-claims': recipe('nest-jwt', 'bearer', { env: TWO_KIB }),
  'recipe/nest-passport-jwt': recipe('nest-passport-jwt', 'bearer'),
  // A read, and the whole session written back: its default is a rolling session.
  'recipe/fastify-session': recipe('fastify-session', 'cookie', { redis: { get: 1, set: 1 } }),
  'recipe/fastify-jwt': recipe('fastify-jwt', 'bearer'),
  // The session, and whether all sessions of the user were revoked.
  'recipe/better-auth': recipe('better-auth', 'cookie', { redis: { get: 2 } }),
  'recipe/better-auth-cookie-cache': recipe('better-auth-cookie-cache', 'cookie'),
  'recipe/iron-session': recipe('iron-session', 'cookie'),
  'floor/hmac': recipe('floor-hmac', 'bearer'),
  'floor/redis': recipe('floor-redis', 'bearer', { redis: ONE_READ }),
  'synthetic/honest': synthetic('honest'),
  'synthetic/slow-start': synthetic('slow-start'),
  'synthetic/stalling': synthetic('stalling'),
  'synthetic/open-door': synthetic('open-door'),
  'synthetic/somebody-else': synthetic('somebody-else'),
  'synthetic/shedding': synthetic('shedding'),
} as const satisfies Readonly<Record<string, Target>>;
