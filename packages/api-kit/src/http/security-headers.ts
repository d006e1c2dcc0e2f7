// Headers that every answer carries, errors included (OWASP REST Security and HTTP Headers cheat sheets).
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** An API serves no documents: nothing may be loaded, framed, sniffed or cached. */
export const securityHeaders = (): RequestHandler => {
  const helmetHandler = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    helmetHandler(request, response, next);
  };
};
