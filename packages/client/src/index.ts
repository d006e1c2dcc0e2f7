// The door of @authlab/client: one client for both APIs; the credential is all that differs.
export type { Answer } from './answer.ts';
export { AuthClient, type AuthClientOptions, type SendOptions } from './auth-client.ts';
export type { Credential } from './credential.ts';
