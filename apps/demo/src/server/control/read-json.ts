// Reads the body of a control request: JSON, small, and nothing else.
import type { IncomingMessage } from 'node:http';
import { readBody } from '../balancer/read-body.ts';
import { Refusal } from './refusal.ts';

const MAX_BYTES = 4096;
const JSON_TYPE = /^application\/json(?:\s*;\s*charset=utf-8)?$/iu;

/** @throws {Refusal} `unsupported_media_type`, `payload_too_large` or `invalid_request` */
export const readJson = async (request: IncomingMessage): Promise<unknown> => {
  if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('unsupported_media_type', 'Send the body as application/json.');
  }
  const body = await readBody(request, MAX_BYTES);
  if (body === undefined) throw new Refusal('payload_too_large', `Send ${MAX_BYTES} bytes at the most.`);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('invalid_request', 'The body is no JSON.');
  }
};
