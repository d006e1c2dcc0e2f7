// Strategy `jwt/denylist`: each request asks Redis, in one round trip, whether its login session or its epoch is revoked.
import { type RedisCommands, type StoreGate, UnauthenticatedError } from '@authlab/api-kit';
import type { AccessClaims } from '../token/access-claims.ts';
import { deniedKeys } from '../token/family-key.ts';
import { isBelow, readEpochLimit } from './epoch-limit.ts';
import type { Revocation } from './revocation.ts';

export interface DenylistOptions {
  readonly redis: Pick<RedisCommands, 'mGet'>;
  readonly gate: StoreGate;
  /** The longest that a token can still be accepted after it was revoked. */
  readonly rememberedMs: number;
}

/**
 * What is denied is written by the scripts that end refresh families, in the same atomic step, and expires with the last
 * token that it can hit. An emptied Redis therefore un-revokes access tokens until they expire; refresh families are gone
 * with it, so nobody gets a new one.
 */
export class DenylistRevocation implements Revocation {
  readonly rememberedMs: number;
  readonly #redis: Pick<RedisCommands, 'mGet'>;
  readonly #gate: StoreGate;

  constructor({ redis, gate, rememberedMs }: DenylistOptions) {
    this.#redis = redis;
    this.#gate = gate;
    this.rememberedMs = rememberedMs;
  }

  check(claims: AccessClaims): Promise<void> {
    // One hash slot, so one command on a Cluster too.
    return this.#gate.run(this.#redis.mGet(deniedKeys(claims)), ([denied, limit]) => {
      if (typeof denied === 'string') throw new UnauthenticatedError('revoked', { presented: true });
      if (typeof limit === 'string' && isBelow(readEpochLimit(limit), claims))
        throw new UnauthenticatedError('old epoch', { presented: true });
    });
  }

  announce(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {}
}
