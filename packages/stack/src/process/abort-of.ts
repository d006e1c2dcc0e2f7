// Turns an AbortSignal into a promise that can take part in a race.

/** Rejects when `signal` aborts, at once if it has; never settles otherwise. `done` takes the listener away. */
export const abortOf = async (signal: AbortSignal | undefined, done: AbortSignal): Promise<never> =>
  await new Promise((_resolve, reject) => {
    const onAbort = () => reject(new Error('was given up by its starter', { cause: signal?.reason }));
    if (signal?.aborted === true) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true, signal: done });
  });
