// The headers of a request and of its answer as they pass through the balancer.
import type { IncomingMessage } from 'node:http';
import { EXCHANGE_HEADER } from '../../protocol/exchange.ts';

/** Of one connection alone (RFC 9110 section 7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What only a proxy may say: a browser's own word for it is not passed on. */
const OF_PROXIES: ReadonlySet<string> = new Set([
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]);

/** Says that a request is the demo's own; its value is a secret of this process. */
export const ACTOR_HEADER = 'demo-actor';

type RawHeaders = Record<string, string | string[]>;

/** The replica reads who asks from what the balancer adds. */
export const requestHeaders = (request: IncomingMessage, bodyBytes: number): RawHeaders => {
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  return {
    ...endToEnd(request, isForUs),
    // The whole body is there, so it has a length.
    ...(isChunked ? { 'content-length': String(bodyBytes) } : {}),
    'x-forwarded-for': request.socket.remoteAddress ?? 'unknown',
    'x-forwarded-proto': 'http',
  };
};

/** The answer also names its exchange, for script that CORS lets read the answer. */
export const responseHeaders = (answer: IncomingMessage, exchangeId: string): RawHeaders => {
  const headers = endToEnd(answer, (name) => HOP_BY_HOP.has(name));
  const mayBeRead = headers['access-control-allow-origin'] !== undefined;
  const exposed = headers['access-control-expose-headers'];
  return {
    ...headers,
    [EXCHANGE_HEADER]: exchangeId,
    ...(mayBeRead ? { 'access-control-expose-headers': [exposed ?? [], EXCHANGE_HEADER].flat().join(', ') } : {}),
  };
};

const isForUs = (name: string): boolean => HOP_BY_HOP.has(name) || OF_PROXIES.has(name) || name === ACTOR_HEADER;

const endToEnd = (message: IncomingMessage, isDropped: (name: string) => boolean): RawHeaders => {
  const named = new Set((message.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  const kept = Object.entries(message.headersDistinct).filter(([name]) => !isDropped(name) && !named.has(name));
  return Object.fromEntries(
    kept.map(([name, values = []]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
};
