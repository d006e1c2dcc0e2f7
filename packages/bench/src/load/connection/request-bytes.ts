// The bytes of a request, made once for as often as it is sent (RFC 9112 section 3).
import type { PreparedRequest } from '../send-request.ts';

const SAFE = /^[\t\x20-\x7e]*$/u;

/**
 * @param host of the server, with its port
 * @throws {TypeError} when a field would break out of its line
 */
export const requestBytes = ({ method, path, headers, body }: PreparedRequest, host: string): Buffer => {
  const fields = {
    host,
    connection: 'keep-alive',
    ...headers,
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  const lines = [`${method} ${path} HTTP/1.1`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`)];
  if (!lines.every((line) => SAFE.test(line))) throw new TypeError('a request has a line with a control character');
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
};
