// The refresh cookie: sent to this host alone, kept from script and from other sites' requests.
import { COOKIE_NAMES } from '@authlab/contract';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

/** Strict: the page itself refreshes, never a link from elsewhere. */
const attributes: CookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' };

/** @param maxAgeSeconds how long the browser keeps it; the store decides how long it is good for */
export const setRefreshCookie = (response: Response, token: string, maxAgeSeconds: number): void => {
  response.cookie(COOKIE_NAMES.jwt, token, { ...attributes, maxAge: maxAgeSeconds * 1000 });
};

/** An answer that ends a login must not hand out first what it ends: so what was set before it is taken back. */
export const clearRefreshCookie = (response: Response): void => {
  response.removeHeader('Set-Cookie');
  response.clearCookie(COOKIE_NAMES.jwt, attributes);
};

export const readRefreshCookie = ({ headers }: Request): string | undefined =>
  headers.cookie === undefined ? undefined : parseCookie(headers.cookie)[COOKIE_NAMES.jwt];
