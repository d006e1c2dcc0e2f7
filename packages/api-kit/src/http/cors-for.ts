// CORS by an exact allow-list: credentials for it alone, nothing at all for any other origin (Fetch standard, CORS protocol).
import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';
import type { Request } from 'express';

const PREFLIGHT_SECONDS = 600;

type Delegate = (request: Request, callback: (error: Error | null, options: CorsOptions) => void) => void;

/** @param origins exact origins; an origin that is not among them is told nothing */
export const corsFor = (origins: readonly string[]): Delegate => {
  const allowed = new Set(origins);
  const options: CorsOptions = {
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['retry-after', 'www-authenticate'],
    maxAge: PREFLIGHT_SECONDS,
  };
  return (request, callback) => {
    request.res?.vary('Origin');
    callback(null, allowed.has(request.headers.origin ?? '') ? options : { origin: false });
  };
};
