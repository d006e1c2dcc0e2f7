// What is thrown when Redis cannot be used at start.

/** By the code of a TLS error, or the first word of Redis's own answer; what else may happen is that nobody answers. */
const ADVICE: readonly (readonly [sign: RegExp, advice: string])[] = [
  [
    /CERT|SELF_SIGNED|LEAF_SIGNATURE/u,
    'its certificate is not trusted. Name the authority that signed it in REDIS_CA_FILE.',
  ],
  [
    /^(?:WRONGPASS|NOAUTH|ERR AUTH)/u,
    'it refuses this user or password. Check those in REDIS_URL, or REDIS_USERNAME and REDIS_PASSWORD.',
  ],
  [/^NOPERM/u, 'its user may not do what is needed. See the ACL rules in docs/deployment.md.'],
];
const NO_ANSWER =
  'it cannot be reached. Check REDIS_URL, REDIS_CLUSTER_NODES or REDIS_SENTINELS, and that the server runs.';

/** The message holds no part of an address, which may contain a password. */
export class RedisStartError extends Error {
  readonly code = 'redis_start_failed';

  /** @param heard what the client reported before: that of a Cluster throws only that none of its nodes was of use */
  constructor(cause: unknown, heard: readonly unknown[] = []) {
    super(`Redis cannot be used: ${adviceOn([cause, ...heard])}`, { cause });
    this.name = 'RedisStartError';
  }
}

const adviceOn = (errors: readonly unknown[]): string => {
  const signs = errors.flatMap((error) => {
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    return [code, message].filter((sign) => sign !== undefined);
  });
  return ADVICE.find(([pattern]) => signs.some((sign) => pattern.test(sign)))?.[1] ?? NO_ANSWER;
};
