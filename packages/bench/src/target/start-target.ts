// Starts replicas of the API that a target runs on.
import { fileURLToPath } from 'node:url';
import {
  type Algorithm,
  type ApiPlace,
  apiReplica,
  keySetOf,
  makeSigningKey,
  type Replica,
  type ReplicaOptions,
  type Stack,
} from '@authlab/stack';
import { TargetError } from './target-error.ts';
import { isStrategy, isVariant, type TargetName, type Variant } from './target-name.ts';

export interface TargetStart {
  readonly target: TargetName;
  readonly place: ApiPlace;
  readonly count: number;
  /** Whether a request can ask for CPU to be burnt before it. Default false. */
  readonly hasEffect?: boolean;
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when a replica does not become ready, with what it printed; the signal's reason when aborted */
export const startTarget = async (
  stack: Stack,
  { target, place, count, signal, hasEffect = false }: TargetStart,
): Promise<readonly Replica[]> => {
  try {
    const options = replicaOf(target, place);
    return await stack.replicas(count, { ...(hasEffect ? withEffect(options) : options), signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new TargetError(`${target} does not start. ${error instanceof Error ? error.message : String(error)}`, error);
  }
};

/** The same server, into which a module is loaded before it that burns CPU. */
const withEffect = (options: ReplicaOptions): ReplicaOptions => ({ ...options, execArgv: ['--import', BURN] });

// Through dist, so that it is the same file whether this one runs compiled or inside a test.
const BURN = new URL('../../dist/target/burn-cpu.js', import.meta.url).href;

const RECIPES = new URL('../../../recipes/dist/', import.meta.url);

/** A comparator takes from the lab where Redis is and a secret; everything else is as its documentation says. */
const replicaOf = (target: TargetName, place: ApiPlace): ReplicaOptions => {
  if (isStrategy(target)) return apiReplica(target, place);
  if (isVariant(target)) return variantReplica(target, place);
  const name = target.slice('recipe/'.length);
  const { redisEnv, secrets } = place;
  return {
    entry: fileURLToPath(new URL(`${name}/main.js`, RECIPES)),
    name,
    env: { NODE_ENV: 'production', ...redisEnv, COOKIE_SECRETS: secrets.COOKIE_SECRETS },
  };
};

const ALGORITHMS: Readonly<Record<Variant, Algorithm>> = {
  'jwt/stateless@uncached': 'HS256',
  'jwt/stateless@RS256-uncached': 'RS256',
  'jwt/stateless@ES256-uncached': 'ES256',
};

/** Every request verifies its token: with the memory of verified tokens, algorithms cost the same. */
const variantReplica = (target: Variant, place: ApiPlace): ReplicaOptions => {
  const JWT_KEYS = keySetOf(makeSigningKey(ALGORITHMS[target]));
  return apiReplica('jwt/stateless', { ...place, env: { ...place.env, TOKEN_CACHE_MAX: '0', JWT_KEYS } });
};
