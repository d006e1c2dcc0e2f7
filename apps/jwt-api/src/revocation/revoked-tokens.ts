// Everything that is revoked and not yet expired, in the memory of one process.
import type { AccessClaims } from '../token/access-claims.ts';
import { type EpochLimit, isBelow, tightened } from './epoch-limit.ts';
import { type EpochRule, MARGIN_SECONDS } from './revocation.ts';

interface RememberedLimit extends EpochLimit {
  readonly untilMs: number;
}

/**
 * Entries leave when the last token that they can hit has expired. Beyond `max` entries all of them are replaced by one
 * instant: every token issued before it is refused, and its holder has to refresh. So memory is bounded, and nothing that
 * was revoked is ever good again.
 */
export class RevokedTokens {
  readonly #max: number;
  /** In the order of their ends, because they all live equally long. */
  readonly #sids = new Map<string, number>();
  readonly #limits = new Map<string, RememberedLimit>();
  #issuedBeforeSeconds = 0;

  /** @param max entries */
  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#sids.size + this.#limits.size;
  }

  /** @param untilMs when the last token of this login session has expired */
  addSid(sid: string, untilMs: number): void {
    this.#sids.delete(sid);
    this.#sids.set(sid, untilMs);
    this.#bound();
  }

  addRule({ userId, epoch, keep }: EpochRule, untilMs: number): void {
    const limit = tightened(this.#limits.get(userId), epoch, keep);
    this.#limits.delete(userId);
    // Written out: with a spread, an entry takes a fifth more memory.
    this.#limits.set(userId, { floor: limit.floor, epoch: limit.epoch, keep: limit.keep, untilMs });
    this.#bound();
  }

  hasSid(sid: string): boolean {
    return this.#sids.has(sid);
  }

  has(claims: Pick<AccessClaims, 'sub' | 'sid' | 'epoch' | 'iat'>): boolean {
    if (claims.iat < this.#issuedBeforeSeconds || this.#sids.has(claims.sid)) return true;
    const limit = this.#limits.get(claims.sub);
    return limit !== undefined && isBelow(limit, claims);
  }

  /** Forgets what has expired. */
  sweep(nowMs: number): void {
    for (const [sid, untilMs] of this.#sids) {
      if (untilMs > nowMs) break;
      this.#sids.delete(sid);
    }
    for (const [userId, { untilMs }] of this.#limits) {
      if (untilMs > nowMs) break;
      this.#limits.delete(userId);
    }
  }

  #bound(): void {
    if (this.size <= this.#max) return;
    const nowMs = Date.now();
    this.sweep(nowMs);
    if (this.size <= this.#max) return;
    this.#sids.clear();
    this.#limits.clear();
    // With the margin: a token that is being signed now may be for a login session that has just ended.
    this.#issuedBeforeSeconds = Math.floor(nowMs / 1000) + 1 + MARGIN_SECONDS;
  }
}
