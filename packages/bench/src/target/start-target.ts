// Starts replicas of the API that a target runs on.
import { fileURLToPath } from 'node:url';
import { type ApiPlace, apiReplica, type Replica, type ReplicaOptions, type Stack } from '@authlab/stack';
import { TargetError } from './target-error.ts';
import { isStrategy, type TargetName } from './target-name.ts';

export interface TargetStart {
  readonly target: TargetName;
  readonly place: ApiPlace;
  readonly count: number;
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when a replica does not become ready, with what it printed; the signal's reason when aborted */
export const startTarget = async (
  stack: Stack,
  { target, place, count, signal }: TargetStart,
): Promise<readonly Replica[]> => {
  try {
    return await stack.replicas(count, { ...replicaOf(target, place), signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new TargetError(`${target} does not start. ${error instanceof Error ? error.message : String(error)}`, error);
  }
};

const RECIPES = new URL('../../../recipes/dist/', import.meta.url);

/** A comparator takes from the lab where Redis is and a secret; everything else is as its documentation says. */
const replicaOf = (target: TargetName, place: ApiPlace): ReplicaOptions => {
  if (isStrategy(target)) return apiReplica(target, place);
  const name = target.slice('recipe/'.length);
  const { redisEnv, secrets } = place;
  return {
    entry: fileURLToPath(new URL(`${name}/main.js`, RECIPES)),
    name,
    env: { NODE_ENV: 'production', ...redisEnv, COOKIE_SECRETS: secrets.COOKIE_SECRETS },
  };
};
