// CSRF defence: a state-changing request that a browser sends for another site is refused (OWASP CSRF cheat sheet, Fetch Metadata).
import { AppError } from '@authlab/contract';
import type { Request, RequestHandler } from 'express';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a state-changing request pass when its `Sec-Fetch-Site` or `Origin` shows the own or an allow-listed origin, or
 * when it has neither of them nor a cookie: then no browser's ambient authority is in play.
 */
export const sameSiteOnly = (allowedOrigins: readonly string[]): RequestHandler => {
  const allowed = new Set(allowedOrigins);
  return (request, _response, next) => {
    if (SAFE_METHODS.has(request.method) || mayChangeState(request, allowed)) return next();
    return next(new AppError('cross_site_request', { detail: 'This origin may not send state-changing requests.' }));
  };
};

const mayChangeState = (request: Request, allowed: ReadonlySet<string>): boolean => {
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  if (origin !== undefined && allowed.has(origin)) return true;
  // Browsers set Sec-Fetch-Site themselves; script cannot forge it.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  // Without a host (HTTP/1.0, or an empty one) there is no own origin: `http://undefined` would be one.
  if (origin !== undefined) return Boolean(host) && origin === `${request.protocol}://${host}`;
  return request.headers.cookie === undefined;
};
