// Continues a login: a refresh token becomes a new access token and, once, a new refresh token.
import {
  ACCOUNTS,
  type Accounts,
  CONFIG,
  EventLog,
  type Exchange,
  requireSecureTransport,
  UnauthenticatedError,
} from '@authlab/api-kit';
import type { TokenAnswer } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Config } from '../config.ts';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { RefreshFamilies } from './refresh-families.ts';
import { readRefreshToken, type RefreshClaim, writeRefreshToken } from './refresh-token.ts';
import { TokenIssuer } from './token-issuer.ts';

const MS = 1000;
const FORGED = 'forged';

@Injectable()
export class Refresher {
  readonly #accounts: Accounts;
  readonly #families: RefreshFamilies;
  readonly #issuer: TokenIssuer;
  readonly #config: Config;
  readonly #log: EventLog;

  constructor(
    @Inject(ACCOUNTS) accounts: Accounts,
    families: RefreshFamilies,
    issuer: TokenIssuer,
    @Inject(CONFIG) config: Config,
    log: EventLog,
  ) {
    this.#accounts = accounts;
    this.#families = families;
    this.#issuer = issuer;
    this.#config = config;
    this.#log = log;
  }

  /**
   * A cookie that we never made is taken back. One that has ended stays: it is of no use, and this answer may arrive after
   * another tab's, whose new cookie has the same name.
   *
   * @throws {UnauthenticatedError} no refresh token, or one that is not good any more
   */
  async refresh(exchange: Exchange): Promise<TokenAnswer> {
    requireSecureTransport(exchange.request);
    try {
      const claim = this.#claimOf(exchange.request);
      // The user before the rotation: if the database fails, the old token is still good.
      const user = await this.#userOf(claim);
      return await this.#rotate(exchange, claim, user);
    } catch (error) {
      if (error instanceof UnauthenticatedError && error.defect === FORGED) clearRefreshCookie(exchange.response);
      throw error;
    }
  }

  #claimOf(request: Request): RefreshClaim {
    const token = readRefreshCookie(request);
    if (token === undefined) throw new UnauthenticatedError('absent', { presented: false });
    const claim = readRefreshToken(token, this.#config.COOKIE_SECRETS);
    if (claim === undefined) throw new UnauthenticatedError(FORGED, { presented: true });
    return claim;
  }

  async #userOf({ userId, sid }: RefreshClaim): Promise<User> {
    const user = await this.#accounts.users.findById(userId);
    if (user !== undefined && !user.disabled) return user;
    await this.#families.end(userId, sid);
    throw new UnauthenticatedError('user disabled', { presented: true });
  }

  async #rotate({ request, response }: Exchange, claim: RefreshClaim, user: User): Promise<TokenAnswer> {
    const nowMs = Date.now();
    const { userId, sid } = claim;
    const rotation = await this.#families.rotate(claim, nowMs);
    if (rotation.state === 'reused') this.#log.record('refresh_reuse', request, { userId, sessionId: sid });
    if (rotation.state !== 'rotated') throw new UnauthenticatedError(rotation.state, { presented: true });
    const { COOKIE_SECRETS, REFRESH_IDLE_TTL_SECONDS } = this.#config;
    setRefreshCookie(
      response,
      writeRefreshToken({ userId, sid, n: rotation.n }, COOKIE_SECRETS),
      REFRESH_IDLE_TTL_SECONDS,
    );
    this.#log.record('refresh', request, { userId, sessionId: sid });
    const authTime = Math.floor(rotation.createdMs / MS);
    return this.#issuer.issue(user, { sid, authTime }, Math.floor(nowMs / MS));
  }
}
