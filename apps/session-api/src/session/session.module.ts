// The scheme `session`: a credential reader and login sessions for the shared routes.
import { CredentialReader, LoginSessions } from '@authlab/api-kit';
import { Module } from '@nestjs/common';
import { SessionCredential } from '../auth/session-credential.ts';
import { RedisSessionStore } from './redis-session-store.ts';
import { StoredLoginSessions } from './stored-login-sessions.ts';
import { WritableSession } from './writable-session.ts';

@Module({
  providers: [
    RedisSessionStore,
    WritableSession,
    SessionCredential,
    { provide: CredentialReader, useExisting: SessionCredential },
    { provide: LoginSessions, useClass: StoredLoginSessions },
  ],
  exports: [CredentialReader, LoginSessions],
})
export class SessionModule {}
