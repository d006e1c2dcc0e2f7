// better-auth as its documentation puts it together: email and password, users in SQLite (node:sqlite, in memory), sessions in
// Redis as its secondary storage. Rate limits and telemetry are off. Passwords are kept as they are, by its own option,
// because only what comes after a login is compared.
import { DatabaseSync } from 'node:sqlite';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { fromNodeHeaders } from 'better-auth/node';
import { claimsOf } from '../claims.ts';
import { COOKIE_CACHE_SECONDS, readRedisUrl, readSecret } from '../config.ts';
import { servePlainly } from '../plain-server.ts';
import { connectRedisStorage, type RedisStorage } from './redis-storage.ts';

const makeAuth = (secondaryStorage: RedisStorage['storage'], hasCookieCache: boolean) =>
  betterAuth({
    secret: readSecret(),
    // Behind a proxy with TLS, as in production: its cookies are Secure and named so.
    baseURL: 'https://lab.example',
    database: new DatabaseSync(':memory:'),
    secondaryStorage,
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      password: {
        hash: (password) => Promise.resolve(password),
        verify: ({ hash, password }) => Promise.resolve(hash === password),
      },
    },
    user: { additionalFields: { roles: { type: 'string[]', input: false, defaultValue: ['user'] } } },
    session: {
      additionalFields: { claims: { type: 'string', required: false, input: false } },
      // As the documentation has it: the session is also in a signed cookie, and read from there for a while.
      cookieCache: { enabled: hasCookieCache, maxAge: COOKIE_CACHE_SECONDS },
    },
    // An id as long as that of the control arm, so that both answers have the same size.
    advanced: { database: { generateId: 'uuid' } },
    databaseHooks: { session: { create: { before: withClaims } } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
  });

/** @param hasCookieCache whether most requests are answered from the cookie, without asking Redis */
export const serveBetterAuth = async (hasCookieCache: boolean): Promise<void> => {
  const { storage, end } = await connectRedisStorage(readRedisUrl());
  const auth = makeAuth(storage, hasCookieCache);
  await (await getMigrations(auth.options)).runMigrations();
  servePlainly({
    register: async ({ email, password }) => {
      const { user } = await auth.api.signUpEmail({ body: { email, password, name: email } });
      return { id: user.id, roles: user.roles };
    },
    login: async ({ email, password }, request, response) => {
      const { headers, response: login } = await auth.api.signInEmail({
        body: { email, password },
        headers: fromNodeHeaders(request.headers),
        returnHeaders: true,
      });
      response.setHeader('set-cookie', headers.getSetCookie());
      return { id: login.user.id };
    },
    me: async (request) => {
      const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
      return session === null ? undefined : { id: session.user.id, roles: session.user.roles };
    },
    logout: async (request, response) => {
      const { headers } = await auth.api.signOut({
        headers: fromNodeHeaders(request.headers),
        returnHeaders: true,
      });
      response.setHeader('set-cookie', headers.getSetCookie());
    },
    end,
  });
};

const withClaims = (session: { readonly userId: string }) =>
  Promise.resolve({ data: { ...session, ...claimsOf(session.userId) } });
