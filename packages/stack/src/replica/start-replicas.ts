// Starts several processes of one API: all of them, or none.
import { startAll } from '../process/start-all.ts';
import type { Replica } from './replica.ts';
import { type ReplicaOptions, startReplica } from './start-replica.ts';

/**
 * Starts `count` replicas at once, named `name-1` to `name-count`. If one fails the others are stopped.
 *
 * @throws {ReplicaStartError} of the first that failed
 */
export const startReplicas = async (count: number, options: ReplicaOptions): Promise<readonly Replica[]> =>
  await startAll(
    Array.from({ length: count }, (_, index) => async (signal: AbortSignal) => {
      return await startReplica({ ...options, name: `${options.name}-${index + 1}`, signal });
    }),
    options.signal,
  );
