// Issues access tokens.
import { randomBytes } from 'node:crypto';
import { CONFIG } from '@authlab/api-kit';
import type { TokenAnswer } from '@authlab/contract';
import type { User } from '@authlab/users';
import { Inject, Injectable } from '@nestjs/common';
import jsonwebtoken from 'jsonwebtoken';
import type { Config } from '../config.ts';
import type { AccessClaims } from './access-claims.ts';
import { TOKEN_TYPE } from './token-verifier.ts';

const JTI_BYTES = 16;

/** Which login session a token is for, and when the password was last given (seconds since 1970). */
export interface LoginFacts {
  readonly sid: string;
  readonly authTime: number;
}

@Injectable()
export class TokenIssuer {
  readonly #config: Config;

  constructor(@Inject(CONFIG) config: Config) {
    this.#config = config;
  }

  /** @param nowSeconds seconds since 1970 */
  issue(user: User, { sid, authTime }: LoginFacts, nowSeconds: number): TokenAnswer {
    const { JWT_KEYS, JWT_ISSUER, JWT_AUDIENCE, ACCESS_TTL_SECONDS } = this.#config;
    const claims: AccessClaims = {
      iss: JWT_ISSUER,
      aud: JWT_AUDIENCE,
      sub: user.id,
      sid,
      jti: randomBytes(JTI_BYTES).toString('base64url'),
      iat: nowSeconds,
      exp: nowSeconds + ACCESS_TTL_SECONDS,
      auth_time: authTime,
      epoch: user.epoch,
      roles: user.roles,
    };
    const { alg, kid, signWith } = JWT_KEYS.signing;
    const accessToken = jsonwebtoken.sign(claims, signWith, { algorithm: alg, header: { alg, typ: TOKEN_TYPE, kid } });
    return { accessToken, tokenType: 'Bearer', expiresIn: ACCESS_TTL_SECONDS };
  }
}
