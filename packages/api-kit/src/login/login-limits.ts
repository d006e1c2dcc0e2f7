// Limits on login attempts per account and per address, shared by all replicas, taken before any hashing.
import { hash } from 'node:crypto';
import { AppError } from '@authlab/contract';
import ipaddr from 'ipaddr.js';
import { type RateLimiterAbstract, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { AttemptLimit } from '../config/api-env.ts';
import type { StoreGate } from '../redis/store-gate.ts';

export interface LoginLimitOptions {
  readonly redis: unknown;
  readonly gate: StoreGate;
  readonly perAccount: AttemptLimit | undefined;
  readonly perAddress: AttemptLimit | undefined;
}

export class LoginLimits {
  readonly #gate: StoreGate;
  readonly #perAccount: RateLimiterAbstract | undefined;
  readonly #perAddress: RateLimiterAbstract | undefined;

  constructor({ redis, gate, perAccount, perAddress }: LoginLimitOptions) {
    this.#gate = gate;
    this.#perAccount = limiter(redis, 'limit:account', perAccount);
    this.#perAddress = limiter(redis, 'limit:address', perAddress);
  }

  /**
   * Counts one attempt.
   * @throws {AppError} `too_many_requests` with the seconds to wait
   */
  async take(email: string, address: string): Promise<void> {
    // In this order: an address over its limit shall neither use up other people's attempts nor fill Redis with keys.
    await this.takeAddress(address);
    await this.#consume(this.#perAccount, accountKey(email));
  }

  /**
   * Counts one attempt of an address alone: registering hashes as much as logging in.
   * @throws {AppError} `too_many_requests` with the seconds to wait
   */
  async takeAddress(address: string): Promise<void> {
    await this.#consume(this.#perAddress, networkOf(address));
  }

  /**
   * Counts one attempt to confirm the password of who is logged in: a stolen credential must not find it out (OWASP ASVS
   * 5.0 6.3.1). Apart from the attempts to log in, so that the thief does not lock the owner out.
   * @throws {AppError} `too_many_requests` with the seconds to wait
   */
  async takeConfirmation(userId: string): Promise<void> {
    await this.#consume(this.#perAccount, confirmationKey(userId));
  }

  /** A right password ends the count of its confirmations. */
  async clearConfirmation(userId: string): Promise<void> {
    if (this.#perAccount !== undefined) await this.#gate.run(this.#perAccount.delete(confirmationKey(userId)));
  }

  /** A right password ends the count of its account; the address keeps its own. */
  async clearAccount(email: string): Promise<void> {
    if (this.#perAccount !== undefined) await this.#gate.run(this.#perAccount.delete(accountKey(email)));
  }

  async #consume(attempts: RateLimiterAbstract | undefined, key: string): Promise<void> {
    if (attempts === undefined) return;
    const refusal = await this.#gate.run(attempts.consume(key).then(() => undefined, asRefusal));
    if (refusal !== undefined) throw tooMany(refusal.msBeforeNext);
  }
}

const limiter = (redis: unknown, keyPrefix: string, limit: AttemptLimit | undefined): RateLimiterAbstract | undefined =>
  limit === undefined
    ? undefined
    : new RateLimiterRedis({
        storeClient: redis,
        useRedisPackage: true,
        keyPrefix,
        points: limit.attempts,
        duration: limit.windowSeconds,
      });

/** What is no refusal is an outage: the gate names it. */
const asRefusal = (reason: unknown): RateLimiterRes => {
  if (reason instanceof RateLimiterRes) return reason;
  throw reason;
};

const tooMany = (msBeforeNext: number): AppError =>
  new AppError('too_many_requests', {
    detail: 'Too many attempts to log in. Wait before the next one.',
    retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });

/** Redis need not learn the addresses of the accounts that somebody tries. */
const accountKey = (email: string): string => hash('sha256', email.normalize('NFC').toLowerCase(), 'base64url');

const confirmationKey = (userId: string): string => `confirm:${userId}`;

const IPV6_NETWORK_PARTS = 4;

/** An IPv6 client commonly owns a whole /64, so that is what is counted. */
const networkOf = (address: string): string => {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6) {
    return `${parsed.parts
      .slice(0, IPV6_NETWORK_PARTS)
      .map((part) => part.toString(16))
      .join(':')}::/64`;
  }
  return parsed.toString();
};
