// The routes of both APIs: one table that servers, clients and the conformance suite read.
import type { Scheme } from './strategy.ts';

/** Who may call a route: `anyone`, a `user` with a credential, an `admin`, or the holder of a `refresh` cookie. */
export type Access = 'anyone' | 'user' | 'admin' | 'refresh';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `:name` for parameters, as Express writes them. */
  readonly path: string;
  readonly access: Access;
  /** The status of a success. */
  readonly success: 200 | 201 | 204;
  /** Present when only one scheme has the route. */
  readonly only?: Scheme;
}

export const ROUTES = {
  public: { method: 'GET', path: '/public', access: 'anyone', success: 200 },
  register: { method: 'POST', path: '/auth/register', access: 'anyone', success: 201 },
  login: { method: 'POST', path: '/auth/login', access: 'anyone', success: 200 },
  refresh: { method: 'POST', path: '/auth/refresh', access: 'refresh', success: 200, only: 'jwt' },
  me: { method: 'GET', path: '/me', access: 'user', success: 200 },
  listSessions: { method: 'GET', path: '/auth/sessions', access: 'user', success: 200 },
  endSession: { method: 'DELETE', path: '/auth/sessions/:id', access: 'user', success: 204 },
  logout: { method: 'POST', path: '/auth/logout', access: 'user', success: 204 },
  logoutEverywhere: { method: 'POST', path: '/auth/logout-everywhere', access: 'user', success: 204 },
  changePassword: { method: 'PUT', path: '/auth/password', access: 'user', success: 204 },
  listUsers: { method: 'GET', path: '/admin/users', access: 'admin', success: 200 },
  patchUser: { method: 'PATCH', path: '/admin/users/:id', access: 'admin', success: 200 },
  logoutUserEverywhere: { method: 'POST', path: '/admin/users/:id/logout-everywhere', access: 'admin', success: 204 },
  jwks: { method: 'GET', path: '/.well-known/jwks.json', access: 'anyone', success: 200, only: 'jwt' },
} as const satisfies Record<string, Route>;

export type Operation = keyof typeof ROUTES;
