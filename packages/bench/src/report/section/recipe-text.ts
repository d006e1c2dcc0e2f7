// Of what each recipe consists, and what its documentation says, or leaves open, about each attack.

type Attack = 'reads' | 'writes' | 'hang' | 'logout' | 'store-cleared' | 'planting';

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'recipe/nest-passport-session': ['express-session', 'connect-redis', 'passport', 'redis'],
  'recipe/fastify-session': ['@fastify/session', 'connect-redis', 'redis'],
  'recipe/better-auth': ['better-auth', 'redis'],
  'recipe/better-auth-cookie-cache': ['better-auth', 'redis'],
  'recipe/iron-session': ['iron-session'],
  'recipe/nest-jwt': ['@nestjs/jwt'],
  'recipe/nest-passport-jwt': ['@nestjs/jwt', 'passport-jwt'],
  'recipe/fastify-jwt': ['@fastify/jwt'],
};

/** Such as ` (iron-session 9.0.1)`; nothing for ours. */
export const packagesOf = (target: string, versions: Readonly<Record<string, string>>): string => {
  const parts = (PACKAGES[target] ?? []).map((name) => `${name} ${versions[name] ?? 'of an unknown version'}`);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
};

const NO_TIMEOUT =
  'node-redis, client-configuration: an idle connection ends only where socketTimeout is set; the recipe leaves it at its default.';
const STATELESS =
  'The token is good until it expires; the documentation has no logout, and the client throws the token away.';

const SAYS: Readonly<Record<string, Readonly<Partial<Record<Attack, string>>>>> = {
  'recipe/nest-passport-session': {
    reads:
      'express-session, resave: with false, a session that was not changed is touched and not saved. A touch brings no key back.',
    writes:
      'express-session, resave: parallel requests may overwrite each other; its issue 632 calls this case the expected default behaviour. ' +
      'The changing request is the example of the NestJS documentation (visits).',
    hang: NO_TIMEOUT,
    logout: 'passport: req.logout() saves the session without the user and begins another one.',
    planting: 'passport regenerates the session at login, since 0.6.',
  },
  'recipe/fastify-session': {
    reads:
      '@fastify/session, rolling (true by default): the cookie is set on every response; the session is saved then too (its source). What happens ' +
      'to one that was destroyed meanwhile is left open.',
    hang: NO_TIMEOUT,
    logout:
      '@fastify/session: destroy() removes the session from the store. A request under way may save it again, see above.',
    'store-cleared': 'A request under way may save the session again, see above.',
    planting: 'The recipe calls regenerate() at login, as the documentation offers.',
  },
  'recipe/better-auth': {
    hang: NO_TIMEOUT,
    logout: 'signOut deletes the session in the secondary storage.',
  },
  'recipe/better-auth-cookie-cache': {
    logout:
      'Cookie cache: the session is read from a signed cookie for maxAge (five minutes in the documentation), and not from the storage.',
    'store-cleared': 'As after a logout: until maxAge the storage is not asked.',
  },
  'recipe/iron-session': {
    logout:
      'README, How to invalidate sessions?: not instantly, as no state is kept on the server; ttl is 14 days by default.',
  },
  'recipe/nest-jwt': { logout: STATELESS },
  'recipe/nest-passport-jwt': { logout: STATELESS },
  'recipe/fastify-jwt': { logout: STATELESS },
  'session/redis': {
    reads: 'A session that was loaded is only written where it still exists.',
    hang: 'REDIS_DEADLINE_MS, 250 by default: 503 with Retry-After.',
  },
  'session/redis@touch-each-request': { reads: 'The same, with a write under way on each request.' },
  'jwt/stateless': { logout: 'The refresh token ends at once, the access token at its expiry.' },
  'jwt/denylist': { logout: 'Each request asks whether the login session was revoked.' },
};

/** A dash where there is nothing to say. */
export const saysOf = (target: string, attack: Attack): string => SAYS[target]?.[attack] ?? '-';
