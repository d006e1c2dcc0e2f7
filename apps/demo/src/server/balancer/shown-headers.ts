// The headers that the page shows, with their secrets marked.
import type { Header } from '../../protocol/exchange.ts';
import { markSecrets } from '../mark-secrets.ts';
import { SECRETS_OF_HEADERS } from '../secret-patterns.ts';

const SHOWN: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'content-type',
  'cookie',
  'host',
  'origin',
  'retry-after',
  'sec-fetch-mode',
  'sec-fetch-site',
  'set-cookie',
  'vary',
  'www-authenticate',
]);
const CORS = 'access-control-';
const MAX_VALUE = 8192;

/** @param rawHeaders names and values in turn, as node keeps them */
export const shownHeaders = (rawHeaders: readonly string[]): Header[] =>
  rawHeaders.flatMap((raw, index) => {
    if (index % 2 === 1) return [];
    const name = raw.toLowerCase();
    if (!SHOWN.has(name) && !name.startsWith(CORS)) return [];
    return [{ name, value: markSecrets(rawHeaders[index + 1] ?? '', SECRETS_OF_HEADERS[name] ?? [], MAX_VALUE) }];
  });
