// Starts replicas of the API that a target runs on.
import { fileURLToPath } from 'node:url';
import {
  type ApiPlace,
  apiReplica,
  keySetOf,
  makeSigningKey,
  type Replica,
  type ReplicaOptions,
  type Stack,
} from '@authlab/stack';
import { type Preload, preloading } from './preload.ts';
import { TargetError } from './target-error.ts';
import type { TargetName } from './target-name.ts';
import { type ApiServer, type RecipeServer, type Target, TARGETS } from './target-table.ts';

export interface TargetStart {
  readonly target: TargetName;
  readonly place: ApiPlace;
  readonly count: number;
  readonly preload?: Preload | undefined;
  /** Flags for node itself. */
  readonly execArgv?: readonly string[];
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when a replica does not become ready, with what it printed; the signal's reason when aborted */
export const startTarget = async (
  stack: Stack,
  { target, place, count, signal, preload, execArgv = [] }: TargetStart,
): Promise<readonly Replica[]> => {
  try {
    const options = { ...replicaOf(target, place), signal };
    const flags = preload === undefined ? execArgv : [...execArgv, ...preloading(preload)];
    return await stack.replicas(count, { ...options, execArgv: flags });
  } catch (error) {
    signal.throwIfAborted();
    throw new TargetError(`${target} does not start. ${error instanceof Error ? error.message : String(error)}`, error);
  }
};

const SYNTHETIC = new URL('../../dist/experiment/calibrate/synthetic-server.js', import.meta.url);

const RECIPES = new URL('../../../recipes/dist/', import.meta.url);

const replicaOf = (target: TargetName, place: ApiPlace): ReplicaOptions => {
  const { server }: Target = TARGETS[target];
  if (server.kind === 'api') return apiReplicaOf(server, place);
  if (server.kind === 'recipe') return recipeReplicaOf(server, place);
  return { entry: fileURLToPath(SYNTHETIC), name: server.behaviour, env: { BEHAVIOUR: server.behaviour } };
};

const apiReplicaOf = ({ strategy, env, algorithm }: ApiServer, place: ApiPlace): ReplicaOptions => {
  const key = algorithm === undefined ? {} : { JWT_KEYS: keySetOf(makeSigningKey(algorithm)) };
  return apiReplica(strategy, { ...place, env: { ...place.env, ...env, ...key } });
};

/** A comparator takes from the lab where Redis is and a secret; everything else is as its documentation says. */
const recipeReplicaOf = ({ folder, env }: RecipeServer, place: ApiPlace): ReplicaOptions => ({
  entry: fileURLToPath(new URL(`${folder}/main.js`, RECIPES)),
  name: folder,
  env: {
    NODE_ENV: 'production',
    ...place.redisEnv,
    COOKIE_SECRETS: place.secrets.COOKIE_SECRETS,
    // Of the place's own settings a comparator knows CLAIMS_BYTES alone.
    ...place.env,
    ...env,
  },
});
