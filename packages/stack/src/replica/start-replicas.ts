// Starts several processes of one API: all of them, or none.
import { Replica } from './replica.ts';
import { type ReplicaOptions, startReplica } from './start-replica.ts';

/**
 * Starts `count` replicas at once, named `name-1` to `name-count`. If one fails the others are stopped.
 *
 * @throws {ReplicaStartError} of the first that failed
 */
export const startReplicas = async (count: number, options: ReplicaOptions): Promise<readonly Replica[]> => {
  const failure = new AbortController();
  const signal = AbortSignal.any([failure.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const start = async (_: unknown, index: number): Promise<Replica> => {
    try {
      return await startReplica({ ...options, name: `${options.name}-${index + 1}`, signal });
    } catch (error) {
      // Keeps the first reason: the others only fail because of it.
      failure.abort(error);
      throw error;
    }
  };
  const results = await Promise.allSettled(Array.from({ length: count }, start));
  const replicas = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (replicas.length === count) return replicas;
  await Promise.all(replicas.map(async (replica) => await replica.stop()));
  throw failure.signal.reason;
};
