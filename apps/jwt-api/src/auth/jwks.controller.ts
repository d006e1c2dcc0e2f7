// The public keys, for other services that verify our tokens (RFC 7517); secrets are no part of it.
import type { JsonWebKey } from 'node:crypto';
import { CONFIG, Public } from '@authlab/api-kit';
import { ROUTES } from '@authlab/contract';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Config } from '../config.ts';

@Controller()
export class JwksController {
  readonly #keys: readonly JsonWebKey[];

  constructor(@Inject(CONFIG) config: Config) {
    this.#keys = [...config.JWT_KEYS.byKid.values()].flatMap(({ publicJwk }) =>
      publicJwk === undefined ? [] : [publicJwk],
    );
  }

  @Public(true)
  @Get(ROUTES.jwks.path)
  @Header('Cache-Control', 'public, max-age=300')
  show(): { keys: readonly JsonWebKey[] } {
    return { keys: this.#keys };
  }
}
