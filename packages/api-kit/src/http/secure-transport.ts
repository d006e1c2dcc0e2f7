// A Secure cookie only reaches browsers that will keep it: over https, or on this machine itself.
import { isIP } from 'node:net';
import { AppError } from '@authlab/contract';
import type { Request } from 'express';

/**
 * Browsers keep Secure cookies over plain http from loopback hosts alone (W3C Secure Contexts, potentially trustworthy
 * origins). Elsewhere a login over http would answer 200 and be lost.
 *
 * @throws {AppError} `insecure_transport`
 */
export const requireSecureTransport = (request: Request): void => {
  if (request.secure || (isLoopbackHost(request.hostname) && isLoopbackAddress(request.socket.remoteAddress))) return;
  throw new AppError('insecure_transport', {
    detail: 'Log in over https; behind a proxy, list it in TRUST_PROXY and let it send X-Forwarded-Proto.',
  });
};

const isLoopbackHost = (host: string | undefined): boolean =>
  host === 'localhost' ||
  host?.endsWith('.localhost') === true ||
  host === '[::1]' ||
  (host !== undefined && isIP(host) === 4 && host.startsWith('127.'));

const isLoopbackAddress = (address: string | undefined): boolean =>
  address === '::1' || address?.replace(/^::ffff:/u, '').startsWith('127.') === true;
