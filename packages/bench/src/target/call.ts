// One HTTP request to a target, its answer read to the end.
import type { IncomingHttpHeaders } from 'node:http';
import type { LoadPool } from '../load/load-pool.ts';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const TIMEOUT_MS = 10_000;

/** What a browser on the API's own site would send with a request that changes state. */
const OWN_SITE = { 'sec-fetch-site': 'same-origin' } as const;

/** @throws the error of undici when there is no answer within 10 s */
export const call = async (pool: LoadPool, { method, path, headers, body }: Call): Promise<Answer> => {
  const answer = await pool.pool.request({
    method,
    path,
    headers: {
      ...(method === 'GET' ? {} : OWN_SITE),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? null : JSON.stringify(body),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
};
