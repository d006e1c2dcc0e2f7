// The cheapest parameters that argon2 takes: tests check what is done, not how dear it is.
import type { HashingLimits } from '../src/password/password-hasher.ts';

export const WEAK_HASHING: HashingLimits = { memoryKib: 8, timeCost: 1, parallelism: 1, concurrency: 2, queue: 64 };
