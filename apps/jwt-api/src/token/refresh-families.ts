// Refresh families in Redis: one per login session, each change one atomic step.
import { CONFIG, indexKey, REDIS, type Redis, StoreGate, userTag } from '@authlab/api-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.ts';
import type { ListedFamily, RefreshScripts, Rotation } from './refresh-scripts.ts';
import type { RefreshClaim } from './refresh-token.ts';

const MS = 1000;

export interface NewFamily {
  readonly userId: string;
  readonly sid: string;
  readonly ip: string;
  readonly device: string | undefined;
}

/** Every method is one round trip, and throws AppError `store_unavailable` when it was not confirmed. */
@Injectable()
export class RefreshFamilies {
  readonly #redis: Redis<RefreshScripts>;
  readonly #gate: StoreGate;
  readonly #config: Config;

  constructor(@Inject(REDIS) redis: Redis<RefreshScripts>, gate: StoreGate, @Inject(CONFIG) config: Config) {
    this.#redis = redis;
    this.#gate = gate;
    this.#config = config;
  }

  begin({ userId, sid, ip, device }: NewFamily, nowMs: number): Promise<void> {
    return this.#gate.run(
      this.#redis.beginFamily(
        familiesOf(userId),
        sid,
        String(nowMs),
        ...this.#lifetimes(),
        String(this.#config.MAX_SESSIONS_PER_USER),
        ip,
        device ?? '',
      ),
    );
  }

  rotate({ userId, sid, n }: RefreshClaim, nowMs: number): Promise<Rotation> {
    const graceMs = String(this.#config.REFRESH_GRACE_SECONDS * MS);
    return this.#gate.run(
      this.#redis.rotateFamily(familiesOf(userId), sid, String(n), String(nowMs), ...this.#lifetimes(), graceMs),
    );
  }

  /** Puts a new family in the place of an old one of the same user; false when the old one is gone. */
  replace(userId: string, sids: { readonly old: string; readonly next: string }, nowMs: number): Promise<boolean> {
    return this.#gate.run(
      this.#redis.replaceFamily(familiesOf(userId), sids.next, sids.old, String(nowMs), ...this.#lifetimes()),
    );
  }

  end(userId: string, sid: string): Promise<boolean> {
    return this.#gate.run(this.#redis.endFamily(familiesOf(userId), sid));
  }

  /** Ends every family of a user, except `keepSid`. */
  endAll(userId: string, keepSid = ''): Promise<void> {
    return this.#gate.run(this.#redis.endFamilies(familiesOf(userId), keepSid));
  }

  list(userId: string): Promise<ListedFamily[]> {
    return this.#gate.run(this.#redis.listFamilies(familiesOf(userId)));
  }

  #lifetimes(): [idleMs: string, absoluteMs: string] {
    const { REFRESH_IDLE_TTL_SECONDS, REFRESH_ABSOLUTE_TTL_SECONDS } = this.#config;
    return [String(REFRESH_IDLE_TTL_SECONDS * MS), String(REFRESH_ABSOLUTE_TTL_SECONDS * MS)];
  }
}

const familiesOf = (userId: string): string => indexKey('family', userTag(userId));
