// What is thrown when the Redis that the user named cannot be used.

/** Its message never holds the URL, which may carry a password. */
export class SharedRedisError extends Error {
  readonly code = 'shared_redis_unavailable';

  constructor(cause: unknown) {
    super(
      `The Redis that REDIS_URL names cannot be used (${reasonOf(cause)}). Correct it, or unset it for a private one.`,
    );
    this.name = 'SharedRedisError';
  }
}

/** A code of the system, or the word that a reply of Redis begins with (`WRONGPASS`, `NOAUTH`). */
const reasonOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? /^[A-Z]{3,}(?=\s)/u.exec(message)?.[0] ?? 'no answer';
};
