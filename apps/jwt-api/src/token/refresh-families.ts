// Refresh families in Redis: one per login session, each change one atomic step.
import { CONFIG, type FencedWrite, REDIS, type Redis, RevocationFence, StoreGate } from '@authlab/api-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.ts';
import { type EpochRule, REVOCATION, type Revocation, type Revoked } from '../revocation/revocation.ts';
import { familiesOf } from './family-key.ts';
import type { ListedFamily, RefreshScripts, Rotation } from './refresh-scripts.ts';
import type { RefreshClaim } from './refresh-token.ts';

const MS = 1000;
const ANY = 'any';
const KNOWN = 'known';

export interface NewFamily {
  readonly userId: string;
  readonly sid: string;
  readonly ip: string;
  readonly device: string | undefined;
}

/**
 * Every method is one round trip, and one more where other processes must be told what was revoked, and where replicas of
 * Redis must have it. Each throws AppError `store_unavailable` when it was not confirmed.
 */
@Injectable()
export class RefreshFamilies {
  readonly #redis: Redis<RefreshScripts>;
  readonly #gate: StoreGate;
  readonly #fence: RevocationFence;
  readonly #config: Config;
  readonly #revocation: Revocation;
  /** What every script is told first. */
  readonly #rememberedMs: string;

  constructor(
    @Inject(REDIS) redis: Redis<RefreshScripts>,
    gate: StoreGate,
    fence: RevocationFence,
    @Inject(CONFIG) config: Config,
    @Inject(REVOCATION) revocation: Revocation,
  ) {
    this.#redis = redis;
    this.#gate = gate;
    this.#fence = fence;
    this.#config = config;
    this.#revocation = revocation;
    this.#rememberedMs = String(revocation.rememberedMs);
  }

  /** Beyond the limit, the user's oldest families end. */
  async begin({ userId, sid, ip, device }: NewFamily, nowMs: number): Promise<void> {
    const max = String(this.#config.MAX_SESSIONS_PER_USER);
    const words = [sid, String(nowMs), ...this.#lifetimes(), max, ip, device ?? ''];
    const sids = await this.#gate.run(this.#redis.beginFamily(familiesOf(userId), this.#rememberedMs, ...words));
    await this.#revocation.announce({ sids });
  }

  async rotate({ userId, sid, n }: RefreshClaim, nowMs: number): Promise<Rotation> {
    const graceMs = String(this.#config.REFRESH_GRACE_SECONDS * MS);
    const words = [sid, String(n), String(nowMs), ...this.#lifetimes(), graceMs];
    const write = this.#fence.write(familiesOf(userId));
    const rotation = await this.#gate.run(this.#redis.rotateFamily(write.keys, this.#rememberedMs, ...words));
    // Also of one that had ended before: the announcement of its end may have failed.
    if (rotation.state !== 'rotated') await this.#settle(write, { sids: [sid] });
    return rotation;
  }

  /** Puts a new family in the place of an old one of the same user; false when the old one is gone. */
  async replace(
    userId: string,
    sids: { readonly old: string; readonly next: string },
    nowMs: number,
  ): Promise<boolean> {
    const words = [sids.next, sids.old, String(nowMs), ...this.#lifetimes()];
    const write = this.#fence.write(familiesOf(userId));
    const isReplaced = await this.#gate.run(this.#redis.replaceFamily(write.keys, this.#rememberedMs, ...words));
    await this.#settle(write, { sids: [sids.old] });
    return isReplaced;
  }

  /** Ends a login session that was proven to be one: its access tokens are revoked even if its family is gone. */
  async end(userId: string, sid: string): Promise<void> {
    const write = this.#fence.write(familiesOf(userId));
    await this.#gate.run(this.#redis.endFamily(write.keys, this.#rememberedMs, sid, ANY));
    await this.#settle(write, { sids: [sid] });
  }

  /** Ends a login session that somebody named; false when there is none. */
  async endNamed(userId: string, sid: string): Promise<boolean> {
    const write = this.#fence.write(familiesOf(userId));
    const end = await this.#gate.run(this.#redis.endFamily(write.keys, this.#rememberedMs, sid, KNOWN));
    // Also again: the first time, the announcement may have failed.
    if (end !== 'unknown') await this.#settle(write, { sids: [sid] });
    return end === 'ended';
  }

  /** Ends every family of a user, except `keep`. */
  async endAll({ userId, epoch, keep }: EpochRule): Promise<void> {
    const words = [String(epoch), keep ?? ''];
    const write = this.#fence.write(familiesOf(userId));
    const sids = await this.#gate.run(this.#redis.endFamilies(write.keys, this.#rememberedMs, ...words));
    await this.#settle(write, { sids, rule: { userId, epoch, keep } });
  }

  /** Keeps the families; access tokens under an older epoch are no longer good. */
  async limitEpoch({ userId, epoch }: EpochRule): Promise<void> {
    const write = this.#fence.write(familiesOf(userId));
    await this.#gate.run(this.#redis.limitEpoch(write.keys, this.#rememberedMs, String(epoch)));
    await this.#settle(write, { sids: [], rule: { userId, epoch } });
  }

  list(userId: string): Promise<ListedFamily[]> {
    return this.#gate.run(this.#redis.listFamilies(familiesOf(userId), this.#rememberedMs));
  }

  /** Told to others first: they refuse it from then on, whether or not it is confirmed. */
  async #settle(write: FencedWrite, revoked: Revoked): Promise<void> {
    await this.#revocation.announce(revoked);
    await write.confirm();
  }

  #lifetimes(): [idleMs: string, absoluteMs: string] {
    const { REFRESH_IDLE_TTL_SECONDS, REFRESH_ABSOLUTE_TTL_SECONDS } = this.#config;
    return [String(REFRESH_IDLE_TTL_SECONDS * MS), String(REFRESH_ABSOLUTE_TTL_SECONDS * MS)];
  }
}
