// Comparator `recipe/better-auth`: better-auth with its sessions in Redis. It asks twice per request: for the session, and
// for whether all sessions of the user were revoked.
import { serveBetterAuth } from './serve-better-auth.ts';

await serveBetterAuth(false);
