// Strategy `jwt/pushed`: each request asks this process's memory, which a Redis Stream keeps complete.
import { AppError } from '@authlab/contract';
import { RedisStartError, UnauthenticatedError } from '@authlab/api-kit';
import type { AccessClaims } from '../token/access-claims.ts';
import { CLOCK_SKEW_MS, type Revocation, type Revoked } from './revocation.ts';
import { RevocationStream, type RevocationStreamOptions } from './revocation-stream.ts';
import { RevokedTokens } from './revoked-tokens.ts';

const SWEEP_MS = 1000;

export interface PushedOptions extends Omit<RevocationStreamOptions, 'onRevoked' | 'onGap'> {
  /** Asks Redis itself, where what is revoked is remembered by user. */
  readonly asking: Revocation;
  /** Entries in memory. */
  readonly max: number;
  /** Without a proof for this long, what was revoked may be unknown here. */
  readonly staleMs: number;
  /** Then accept what is not known to be revoked, and count it; else 503. */
  readonly isOpen: boolean;
  readonly countStaleAccept: () => void;
}

/**
 * Complete before it serves; after a cut it goes on from the last entry that it has seen. If entries were trimmed that it
 * has not seen, it asks Redis with each request until no token can be hit by them any more. What it knows stays known when
 * Redis comes back empty; a process that starts after that does not know it, and accepts such a token until it expires.
 */
export class PushedRevocation implements Revocation {
  readonly rememberedMs: number;
  readonly #options: PushedOptions;
  readonly #revoked: RevokedTokens;
  readonly #stream: RevocationStream;
  readonly #sweep: NodeJS.Timeout;
  /** Login sessions that are remembered here, while the stream may lose them in a failover. */
  readonly #unconfirmed = new Set<string>();
  #askUntilMs = 0;

  private constructor(options: PushedOptions) {
    this.#options = options;
    this.rememberedMs = options.rememberedMs;
    this.#revoked = new RevokedTokens(options.max);
    this.#stream = new RevocationStream({
      ...options,
      onRevoked: (revoked, atMs) => this.#remember(revoked, atMs),
      onGap: () => this.#askForAWhile(),
    });
    this.#sweep = setInterval(() => this.#forget(), SWEEP_MS).unref();
  }

  /** Resolves when everything that is revoked so far is known. @throws {RedisStartError} */
  static async open(options: PushedOptions): Promise<PushedRevocation> {
    const pushed = new PushedRevocation(options);
    try {
      await pushed.#stream.open();
      return pushed;
    } catch (error) {
      pushed.close();
      throw new RedisStartError(error);
    }
  }

  check(claims: AccessClaims): void | Promise<void> {
    if (this.#revoked.has(claims)) throw new UnauthenticatedError('revoked', { presented: true });
    const isProven = this.#isProven;
    const isGap = Date.now() < this.#askUntilMs;
    // Under `open`, a Redis that does not answer is not asked.
    if (isGap && (isProven || !this.#options.isOpen)) return this.#options.asking.check(claims);
    if (isProven) return;
    if (!this.#options.isOpen) throw unavailable();
    this.#options.countStaleAccept();
  }

  /** Other replicas may serve while the link of this one proves nothing. @throws {AppError} `store_unavailable` */
  checkReady(): void {
    if (!this.#isProven && !this.#options.isOpen) throw unavailable();
  }

  async announce(revoked: Revoked): Promise<void> {
    // What is remembered here was stored: nobody can make the stream grow by ending the same again.
    if (revoked.rule === undefined && revoked.sids.every((sid) => this.#isStored(sid))) return;
    const write = await this.#stream.publish(revoked);
    // Not waiting for the push: the process that answers refuses from its ack on.
    this.#remember(revoked, Date.now());
    for (const sid of revoked.sids) this.#unconfirmed.add(sid);
    await write.confirm();
    for (const sid of revoked.sids) this.#unconfirmed.delete(sid);
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#stream.close();
  }

  get #isProven(): boolean {
    return this.#stream.unprovenForMs <= this.#options.staleMs;
  }

  /** Until every token is newer than what may be missing. */
  #askForAWhile(): void {
    this.#askUntilMs = Date.now() + this.rememberedMs;
    this.#options.log.warn({ event: 'revocation_gap' }, 'the stream of revocations was cut: asking Redis meanwhile');
  }

  #isStored(sid: string): boolean {
    return this.#revoked.hasSid(sid) && !this.#unconfirmed.has(sid);
  }

  #forget(): void {
    this.#revoked.sweep(Date.now());
    for (const sid of this.#unconfirmed) if (!this.#revoked.hasSid(sid)) this.#unconfirmed.delete(sid);
  }

  #remember({ sids, rule }: Revoked, atMs: number): void {
    const nowMs = Date.now();
    // From now on, by our own clock: Redis's may be behind, and then other replicas would forget too early.
    const untilMs = nowMs + this.rememberedMs;
    if (atMs < nowMs - this.rememberedMs - CLOCK_SKEW_MS) return;
    for (const sid of sids) this.#revoked.addSid(sid, untilMs);
    if (rule !== undefined) this.#revoked.addRule(rule, untilMs);
  }
}

const unavailable = (): AppError =>
  new AppError('store_unavailable', { detail: 'Try again shortly.', retryAfterSeconds: 1 });
