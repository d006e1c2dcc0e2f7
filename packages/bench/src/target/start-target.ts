// Starts replicas of the API that a target runs on.
import type { Strategy } from '@authlab/contract';
import { type ApiPlace, apiReplica, type Replica, type Stack } from '@authlab/stack';
import { TargetError } from './target-error.ts';

export interface TargetStart {
  readonly target: Strategy;
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
    return await stack.replicas(count, { ...apiReplica(target, place), signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new TargetError(`${target} does not start. ${error instanceof Error ? error.message : String(error)}`, error);
  }
};
