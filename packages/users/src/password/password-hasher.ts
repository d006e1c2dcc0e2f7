// argon2id behind a bounded queue: a flood of logins is refused early and starves nothing else.
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@authlab/contract';
import { hash, hashSync, type Options, parseOptions, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** How dear one hash is, and how many there may be at a time. */
export interface HashingLimits {
  readonly memoryKib: number;
  readonly timeCost: number;
  readonly parallelism: number;
  /** Hashes computed at once. Each takes a thread of libuv's pool (4 unless `UV_THREADPOOL_SIZE` says otherwise). */
  readonly concurrency: number;
  /** Hashes that may wait; one more is refused. */
  readonly queue: number;
}

/**
 * Hashes and checks passwords. A password is its exact UTF-8 bytes: never normalised, trimmed or cut (OWASP ASVS 5.0
 * 6.2.8). Every method that computes a hash rejects with `AppError` `overloaded` when the queue is full.
 */
export interface PasswordHasher {
  /** @returns a PHC string with a random salt of 16 bytes */
  hash(password: string): Promise<string>;
  /** @returns false as well if `storedHash` is no argon2 hash */
  verify(storedHash: string, password: string): Promise<boolean>;
  /**
   * The work of one `verify`, for a user that does not exist: an answer as late as for one that does (OWASP ASVS 5.0
   * 6.3.8). It takes as long as hashes made with the present parameters; older ones differ until their owner's next
   * login.
   */
  verifyNothing(password: string): Promise<false>;
  /** @returns whether `storedHash` was made with other parameters than the present ones */
  needsRehash(storedHash: string): boolean;
}

/** A full queue of 64 empties in about this time on two cores. */
const RETRY_AFTER_SECONDS = 2;

/** Takes the time of one hash: the dummy for `verifyNothing` is made here, with the real parameters. */
export const createPasswordHasher = (limits: HashingLimits): PasswordHasher => {
  // Argon2id is the package's default.
  const parameters: Options = {
    memoryCost: limits.memoryKib,
    timeCost: limits.timeCost,
    parallelism: limits.parallelism,
  };
  const dummyHash = hashSync(randomBytes(32), parameters);
  const inTurn = boundedQueue(limits);
  const check = (storedHash: string, password: string) => inTurn(() => verifyOrFalse(storedHash, password));

  return {
    hash: (password) => inTurn(() => hash(password, parameters)),
    verify: check,
    verifyNothing: async (password) => {
      await check(dummyHash, password);
      return false;
    },
    needsRehash: (storedHash) => !madeAlike(storedHash, dummyHash),
  };
};

const boundedQueue = ({ concurrency, queue }: HashingLimits) => {
  const limit = pLimit(concurrency);
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (limit.activeCount + limit.pendingCount >= concurrency + queue) {
      throw new AppError('overloaded', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    return limit(work);
  };
};

const verifyOrFalse = async (storedHash: string, password: string): Promise<boolean> => {
  try {
    return await verify(storedHash, password);
  } catch {
    return false;
  }
};

const madeAlike = (storedHash: string, otherHash: string): boolean => {
  try {
    return isDeepStrictEqual(parseOptions(storedHash), parseOptions(otherHash));
  } catch {
    return false;
  }
};
