// Starts several things at once: all of them, or none.

/**
 * If one fails, the others are told by the signal, and those that have started already are disposed of.
 *
 * @throws the error of the first that failed
 */
export const startAll = async <T extends AsyncDisposable>(
  starts: readonly ((signal: AbortSignal) => Promise<T>)[],
  outer?: AbortSignal,
): Promise<readonly T[]> => {
  const failure = new AbortController();
  const signal = AbortSignal.any([failure.signal, ...(outer === undefined ? [] : [outer])]);
  const results = await Promise.allSettled(
    starts.map(async (start) => {
      try {
        return await start(signal);
      } catch (error) {
        // Keeps the first reason: the others only fail because of it.
        failure.abort(error);
        throw error;
      }
    }),
  );
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (started.length === starts.length) return started;
  await disposeAll(started);
  throw failure.signal.reason;
};

export const disposeAll = async (resources: readonly AsyncDisposable[]): Promise<void> => {
  await Promise.all(resources.map(async (resource) => await resource[Symbol.asyncDispose]()));
};
