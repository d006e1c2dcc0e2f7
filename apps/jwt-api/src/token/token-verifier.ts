// Verifies access tokens: jsonwebtoken checks signature, issuer, audience and time; what it lets pass is refused here.
import { CONFIG, UnauthenticatedError } from '@authlab/api-kit';
import { Inject, Injectable } from '@nestjs/common';
import jsonwebtoken from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import type { Config } from '../config.ts';
import { type AccessClaims, isAccessClaims } from './access-claims.ts';
import type { TokenKey } from './key-ring.ts';

/** Three parts of base64url without padding (RFC 7515 section 7.1), and no longer than we ever issue. */
const COMPACT = /^[\w-]{1,1024}\.[\w-]{1,7000}\.[\w-]{1,1024}$/u;
/** RFC 9068 section 2.1: what tells an access token from every other JWT (RFC 8725 section 3.11). */
export const TOKEN_TYPE = 'at+jwt';
const MS = 1000;
const HEADER_MEMBERS: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);

/**
 * Verified tokens are remembered, by their whole text: what was true of a signature and of claims stays true, except the
 * time, which is looked at each time; whether a token is revoked is never asked here.
 */
@Injectable()
export class TokenVerifier {
  readonly #config: Config;
  readonly #verified: LRUCache<string, AccessClaims> | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.#config = config;
    const { TOKEN_CACHE_MAX: max } = config;
    this.#verified = max === 0 ? undefined : new LRUCache({ max });
  }

  /** @throws {UnauthenticatedError} the same for every defect; which one it was is for the log */
  verify(token: string): AccessClaims {
    const known = this.#verified?.get(token);
    if (known === undefined) return this.#remembered(token, this.#verifyAnew(token));
    if (Date.now() / MS >= known.exp + this.#config.CLOCK_TOLERANCE_SECONDS) {
      this.#verified?.delete(token);
      throw refused('expired');
    }
    return known;
  }

  /** Every request with the token gets the same object, so none may change it. */
  #remembered(token: string, claims: AccessClaims): AccessClaims {
    this.#verified?.set(token, Object.freeze(claims));
    return claims;
  }

  #verifyAnew(token: string): AccessClaims {
    if (!COMPACT.test(token)) throw refused('form');
    const key = this.#keyFor(token);
    const claims = this.#checked(token, key);
    if (!isAccessClaims(claims)) throw refused('claims');
    if (claims.exp - claims.iat > this.#config.ACCESS_TTL_SECONDS) throw refused('lifetime');
    return claims;
  }

  /** The key that the header names; the header says nothing else that anybody listens to (RFC 8725 sections 3.1, 3.10). */
  #keyFor(token: string): TokenKey {
    const header = parseHeader(token);
    const { kid } = header;
    const key = typeof kid === 'string' ? this.#config.JWT_KEYS.byKid.get(kid) : undefined;
    if (key === undefined || header['alg'] !== key.alg || header['typ'] !== TOKEN_TYPE) throw refused('header');
    if (!Object.keys(header).every((name) => HEADER_MEMBERS.has(name))) throw refused('header');
    return key;
  }

  #checked(token: string, key: TokenKey): unknown {
    try {
      return jsonwebtoken.verify(token, key.verifyWith, {
        algorithms: [key.alg],
        issuer: this.#config.JWT_ISSUER,
        audience: this.#config.JWT_AUDIENCE,
        clockTolerance: this.#config.CLOCK_TOLERANCE_SECONDS,
      });
    } catch (error) {
      // Not only its own errors: jsonwebtoken throws TypeErrors on odd payloads.
      throw refused(error instanceof jsonwebtoken.TokenExpiredError ? 'expired' : 'signature or claims');
    }
  }
}

const refused = (defect: string): UnauthenticatedError => new UnauthenticatedError(defect, { presented: true });

const parseHeader = (token: string): Readonly<Record<string, unknown>> => {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString());
    if (typeof header === 'object' && header !== null) return header as Readonly<Record<string, unknown>>;
  } catch {
    // Not JSON: as bad as any other header.
  }
  throw refused('header');
};
