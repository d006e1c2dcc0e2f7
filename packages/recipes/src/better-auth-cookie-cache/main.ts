// Comparator `recipe/better-auth-cookie-cache`: the same with its session cookie cache. The first five minutes after a login
// never ask Redis, so a session that was ended lives on so long. A cookie over 4050 bytes is split by the library.
// After the five minutes only the library's own route renews the cookie; a server that calls `auth.api.getSession`, as its
// documentation shows it, asks Redis again.
import { serveBetterAuth } from '../better-auth/serve-better-auth.ts';

await serveBetterAuth(true);
