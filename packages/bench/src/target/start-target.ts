// Starts replicas of the API that a target runs on.
import { fileURLToPath } from 'node:url';
import type { Strategy } from '@authlab/contract';
import type { Replica, Stack } from '@authlab/stack';
import { schemeOf } from './target-environment.ts';
import { TargetError } from './target-error.ts';

const ROOT = new URL('../../../../', import.meta.url);

export interface TargetStart {
  readonly target: Strategy;
  readonly env: Readonly<Record<string, string>>;
  readonly count: number;
  readonly signal: AbortSignal;
}

/** @throws {TargetError} when a replica does not become ready, with what it printed; the signal's reason when aborted */
export const startTarget = async (
  stack: Stack,
  { target, env, count, signal }: TargetStart,
): Promise<readonly Replica[]> => {
  const name = target.replace('/', '-');
  const entry = fileURLToPath(new URL(`apps/${schemeOf(target)}-api/dist/main.js`, ROOT));
  try {
    return await stack.replicas(count, { entry, name, env, signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new TargetError(`${target} does not start. ${error instanceof Error ? error.message : String(error)}`, error);
  }
};
