// Bodies are JSON, small, and nothing else: a form or plain text that another site could post never reaches a handler.
import { AppError } from '@authlab/contract';
import express, { type RequestHandler } from 'express';

const MAX_BODY_BYTES = 16 * 1024;

/** Refuses other content types (415), then parses; too large is 413, malformed is 400 (both in the problem filter). */
export const jsonOnly = (): RequestHandler => {
  const parse = express.json({ limit: MAX_BODY_BYTES, type: 'application/json', strict: true });
  return (request, response, next) => {
    if (!hasBody(request.headers)) return next();
    if (request.is('application/json') !== 'application/json') {
      return next(new AppError('unsupported_media_type', { detail: 'Send the body as application/json.' }));
    }
    if (!isUtf8(request.headers['content-type'])) {
      return next(new AppError('unsupported_media_type', { detail: 'Send the body in UTF-8.' }));
    }
    return parse(request, response, next);
  };
};

const CHARSET = /charset\s*=\s*"?(?<charset>[^\s;"]*)/giu;

/** RFC 8259 section 8.1. The parser would take UTF-7, -16 and -32 as well, which filters before us do not read. */
const isUtf8 = (contentType = ''): boolean =>
  [...contentType.matchAll(CHARSET)].every(({ groups }) => groups?.['charset']?.toLowerCase() === 'utf-8');

const hasBody = (headers: { readonly [name: string]: string | string[] | undefined }): boolean =>
  headers['transfer-encoding'] !== undefined ||
  (headers['content-length'] !== undefined && headers['content-length'] !== '0');
