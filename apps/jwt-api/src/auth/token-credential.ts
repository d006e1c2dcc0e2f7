// Reads a request's bearer token: the one place where the two APIs' guards differ.
import { CredentialReader, type CurrentLogin, UnauthenticatedError } from '@authlab/api-kit';
import type { Principal } from '@authlab/contract';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { REVOCATION, type Revocation } from '../revocation/revocation.ts';
import type { AccessClaims } from '../token/access-claims.ts';
import { TokenVerifier } from '../token/token-verifier.ts';

/** A login that an access token stands for. */
export interface TokenLogin extends CurrentLogin {
  readonly principal: Principal;
}

/** RFC 6750 section 2.1; the scheme's name in any case (RFC 9110 section 11.1). */
const BEARER = /^bearer +(?<token>\S+)$/iu;

@Injectable()
export class TokenCredential extends CredentialReader {
  readonly #verifier: TokenVerifier;
  readonly #revocation: Revocation;

  constructor(verifier: TokenVerifier, @Inject(REVOCATION) revocation: Revocation) {
    super();
    this.#revocation = revocation;
    this.#verifier = verifier;
  }

  override read({ headers }: Request): TokenLogin | Promise<TokenLogin> {
    const token = BEARER.exec(headers.authorization ?? '')?.groups?.['token'];
    if (token === undefined) {
      throw new UnauthenticatedError('absent', { presented: headers.authorization !== undefined });
    }
    const claims = this.#verifier.verify(token);
    const checking = this.#revocation.check(claims);
    // A strategy that answers from memory costs no turn of the event loop.
    return checking === undefined ? loginOf(claims) : checking.then(() => loginOf(claims));
  }

  /** RFC 6750 section 3. */
  override challenge(presented: boolean): string {
    return presented ? 'Bearer realm="authlab", error="invalid_token"' : 'Bearer realm="authlab"';
  }
}

const loginOf = ({ sub, roles, sid }: AccessClaims): TokenLogin => ({
  principal: { id: sub, roles: [...roles] },
  sessionId: sid,
});
