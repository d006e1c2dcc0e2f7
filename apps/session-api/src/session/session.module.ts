// The scheme `session`: a credential reader and login sessions for the shared routes, over the strategy's store.
import { type ApiParts, CredentialReader, LoginSessions } from '@authlab/api-kit';
import { type DynamicModule, Module } from '@nestjs/common';
import { SessionCredential } from '../auth/session-credential.ts';
import type { Config } from '../config.ts';
import { createSessionStore } from './create-session-store.ts';
import type { SessionScripts } from './session-scripts.ts';
import { SESSION_STORE } from './session-store.ts';
import { StoredLoginSessions } from './stored-login-sessions.ts';
import { WritableSession } from './writable-session.ts';

@Module({})
export class SessionModule {
  static with(parts: ApiParts<Config, SessionScripts>): DynamicModule {
    return {
      module: SessionModule,
      providers: [
        { provide: SESSION_STORE, useValue: createSessionStore(parts) },
        WritableSession,
        SessionCredential,
        { provide: CredentialReader, useExisting: SessionCredential },
        { provide: LoginSessions, useClass: StoredLoginSessions },
      ],
      exports: [CredentialReader, LoginSessions],
    };
  }
}
