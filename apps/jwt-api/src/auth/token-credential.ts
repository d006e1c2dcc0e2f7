// Reads a request's bearer token: the one place where the two APIs' guards differ.
import { CredentialReader, type CurrentLogin, UnauthenticatedError } from '@authlab/api-kit';
import type { Principal } from '@authlab/contract';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
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

  constructor(verifier: TokenVerifier) {
    super();
    this.#verifier = verifier;
  }

  override read({ headers }: Request): TokenLogin {
    const token = BEARER.exec(headers.authorization ?? '')?.groups?.['token'];
    if (token === undefined) {
      throw new UnauthenticatedError('absent', { presented: headers.authorization !== undefined });
    }
    const { sub, roles, sid } = this.#verifier.verify(token);
    return { principal: { id: sub, roles: [...roles] }, sessionId: sid };
  }

  /** RFC 6750 section 3. */
  override challenge(presented: boolean): string {
    return presented ? 'Bearer realm="authlab", error="invalid_token"' : 'Bearer realm="authlab"';
  }
}
