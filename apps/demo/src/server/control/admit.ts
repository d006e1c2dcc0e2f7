// Who may talk to the demo's server: the page itself, under the page's own name, and nobody else.
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

export interface OwnAddress {
  readonly port: number;
  /** `http://localhost:PORT`. */
  readonly origin: string;
}

/**
 * Another name that leads to this machine (DNS rebinding) would make a stranger's page same-origin with us.
 *
 * @throws {Refusal} `forbidden`
 */
export const admitHost = ({ headers }: IncomingMessage, { port }: OwnAddress): void => {
  if (headers.host !== `localhost:${port}` && headers.host !== `127.0.0.1:${port}`) {
    throw new Refusal('forbidden', 'This server answers to its own name alone.');
  }
};

/**
 * Every control request, whatever its method: each of them tells or changes what only the visitor may know or change.
 * Browsers set `Sec-Fetch-Site` themselves, and script cannot forge it (W3C Fetch Metadata).
 *
 * @throws {Refusal} `forbidden`
 */
export const admitPage = ({ headers, method }: IncomingMessage, { origin, port }: OwnAddress): void => {
  const isNamed = headers.host === `localhost:${port}`;
  const isOwnOrigin = headers.origin === origin || (headers.origin === undefined && method === 'GET');
  if (!isNamed || !isOwnOrigin || headers['sec-fetch-site'] !== 'same-origin') {
    throw new Refusal('forbidden', 'Only the page of this demo may ask this.');
  }
};
