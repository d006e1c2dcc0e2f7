// The scheme `jwt`: a credential reader and login sessions for the shared routes, and its own two routes.
import { CredentialReader, LoginSessions } from '@authlab/api-kit';
import { Module } from '@nestjs/common';
import { JwksController } from '../auth/jwks.controller.ts';
import { RefreshController } from '../auth/refresh.controller.ts';
import { TokenCredential } from '../auth/token-credential.ts';
import { RefreshFamilies } from './refresh-families.ts';
import { Refresher } from './refresher.ts';
import { TokenIssuer } from './token-issuer.ts';
import { TokenLoginSessions } from './token-login-sessions.ts';
import { TokenVerifier } from './token-verifier.ts';

@Module({
  controllers: [RefreshController, JwksController],
  providers: [
    TokenIssuer,
    TokenVerifier,
    RefreshFamilies,
    Refresher,
    { provide: CredentialReader, useClass: TokenCredential },
    { provide: LoginSessions, useClass: TokenLoginSessions },
  ],
  exports: [CredentialReader, LoginSessions],
})
export class TokenModule {}
