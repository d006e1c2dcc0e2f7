// The scheme `jwt`: a credential reader and login sessions for the shared routes, and its own two routes.
import { CredentialReader, LoginSessions } from '@authlab/api-kit';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { JwksController } from '../auth/jwks.controller.ts';
import { RefreshController } from '../auth/refresh.controller.ts';
import { TokenCredential } from '../auth/token-credential.ts';
import { REVOCATION, type Revocation } from '../revocation/revocation.ts';
import { RefreshFamilies } from './refresh-families.ts';
import { Refresher } from './refresher.ts';
import { TokenIssuer } from './token-issuer.ts';
import { TokenLoginSessions } from './token-login-sessions.ts';
import { TokenVerifier } from './token-verifier.ts';

@Module({})
export class TokenModule implements OnApplicationShutdown {
  readonly #revocation: Revocation;

  constructor(@Inject(REVOCATION) revocation: Revocation) {
    this.#revocation = revocation;
  }

  static with(revocation: Revocation): DynamicModule {
    return {
      module: TokenModule,
      controllers: [RefreshController, JwksController],
      providers: [
        { provide: REVOCATION, useValue: revocation },
        TokenIssuer,
        TokenVerifier,
        RefreshFamilies,
        Refresher,
        { provide: CredentialReader, useClass: TokenCredential },
        { provide: LoginSessions, useClass: TokenLoginSessions },
      ],
      exports: [CredentialReader, LoginSessions],
    };
  }

  onApplicationShutdown(): void {
    this.#revocation.close();
  }
}
