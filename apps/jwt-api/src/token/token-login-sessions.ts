// Login sessions of the jwt scheme: each is a refresh family; access tokens are proof of it until they expire.
import {
  type BegunLogin,
  clientAddress,
  CONFIG,
  type Exchange,
  LoginSessions,
  requireSecureTransport,
  type UserEpoch,
} from '@authlab/api-kit';
import type { LoginSession } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import type { TokenLogin } from '../auth/token-credential.ts';
import type { Config } from '../config.ts';
import { clearRefreshCookie, readRefreshCookie, setRefreshCookie } from './refresh-cookie.ts';
import { RefreshFamilies } from './refresh-families.ts';
import type { ListedFamily } from './refresh-scripts.ts';
import { isSid, newSid, readRefreshToken, writeRefreshToken } from './refresh-token.ts';
import { TokenIssuer } from './token-issuer.ts';

const MS = 1000;

@Injectable()
export class TokenLoginSessions extends LoginSessions<TokenLogin> {
  readonly #families: RefreshFamilies;
  readonly #issuer: TokenIssuer;
  readonly #config: Config;

  constructor(families: RefreshFamilies, issuer: TokenIssuer, @Inject(CONFIG) config: Config) {
    super();
    this.#families = families;
    this.#issuer = issuer;
    this.#config = config;
  }

  override async begin(exchange: Exchange, user: User, device: string | undefined): Promise<BegunLogin<TokenLogin>> {
    requireSecureTransport(exchange.request);
    await this.#endPresented(exchange);
    const nowMs = Date.now();
    const sid = newSid();
    const family = { userId: user.id, sid, ip: clientAddress(exchange.request), device };
    await this.#families.begin(family, nowMs);
    this.#handOut(exchange, { userId: user.id, sid, n: 1 });
    const nowSeconds = Math.floor(nowMs / MS);
    const answer = this.#issuer.issue(user, { sid, authTime: nowSeconds }, nowSeconds);
    return { answer, current: { principal: { id: user.id, roles: [...user.roles] }, sessionId: sid } };
  }

  /**
   * A new family in the place of the current one: rotating would leave the old token good for the grace window, for
   * whoever else holds it. The client gets its new access token with the next refresh.
   */
  override async renew(exchange: Exchange, user: User, current: TokenLogin): Promise<void> {
    const sid = newSid();
    const old = current.sessionId;
    const isReplaced = await this.#families.replace(user.id, { old, next: sid }, Date.now());
    if (isReplaced) this.#handOut(exchange, { userId: user.id, sid, n: 1 });
  }

  override async list(current: TokenLogin): Promise<LoginSession[]> {
    const families = await this.#families.list(current.principal.id);
    return families.map((family) => describe(family, current));
  }

  override async endOne(current: TokenLogin, id: string): Promise<boolean> {
    return isSid(id) && (await this.#families.endNamed(current.principal.id, id));
  }

  override takeBack({ response }: Exchange): void {
    response.removeHeader('Set-Cookie');
  }

  override async endCurrent({ response }: Exchange, current: TokenLogin): Promise<void> {
    await this.#families.end(current.principal.id, current.sessionId);
    clearRefreshCookie(response);
  }

  override async endAll({ id: userId, epoch }: UserEpoch, keep?: TokenLogin): Promise<void> {
    await this.#families.endAll({ userId, epoch, keep: keep?.sessionId });
  }

  /** Tokens that say the old roles are refused within the strategy's lag; the next refresh reads the new ones. */
  override async changeRoles({ id: userId, epoch }: UserEpoch): Promise<void> {
    await this.#families.limitEpoch({ userId, epoch });
  }

  async #endPresented({ request }: Exchange): Promise<void> {
    const token = readRefreshCookie(request);
    const claim = token === undefined ? undefined : readRefreshToken(token, this.#config.COOKIE_SECRETS);
    if (claim !== undefined) await this.#families.end(claim.userId, claim.sid);
  }

  #handOut({ response }: Exchange, claim: { userId: string; sid: string; n: number }): void {
    const token = writeRefreshToken(claim, this.#config.COOKIE_SECRETS);
    setRefreshCookie(response, token, this.#config.REFRESH_IDLE_TTL_SECONDS);
  }
}

const describe = ({ sid, createdMs, seenMs, ip, device }: ListedFamily, current: TokenLogin): LoginSession => ({
  id: sid,
  ...(device === undefined ? {} : { device }),
  ip,
  createdAt: new Date(createdMs).toISOString(),
  lastSeenAt: new Date(seenMs).toISOString(),
  current: sid === current.sessionId,
});
