// What the balancer answers itself, when no replica does: the same shape as the APIs' own errors.
import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type ErrorCode, type Problem, PROBLEM_CONTENT_TYPE } from '@authlab/contract';
import type { DraftAnswer } from './exchange-draft.ts';

export interface OwnAnswer {
  readonly status: 413 | 502 | 503;
  readonly code: ErrorCode;
  readonly detail: string;
}

export const NO_REPLICA: OwnAnswer = {
  status: 503,
  code: 'overloaded',
  detail: 'No replica of this API is running.',
};

export const REPLICA_BROKE: OwnAnswer = {
  status: 502,
  code: 'internal',
  detail: 'The replica ended before it answered.',
};

export const TOO_LARGE: OwnAnswer = {
  status: 413,
  code: 'payload_too_large',
  detail: 'The balancer passes on 256 KiB at the most.',
};

/** @param headers that let the page read it, and name the exchange */
export const sendOwnAnswer = (
  response: ServerResponse,
  { status, code, detail }: OwnAnswer,
  headers: Readonly<Record<string, string>>,
): DraftAnswer => {
  const problem: Problem = { type: 'about:blank', title: STATUS_CODES[status] ?? '', status, code, detail };
  const body = JSON.stringify(problem);
  const all = {
    'content-type': PROBLEM_CONTENT_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': '1' } : {}),
    // The rest of a body that is too long is not read.
    ...(status === 413 ? { connection: 'close' } : {}),
    ...headers,
  };
  const before = response.socket?.bytesWritten ?? 0;
  response.writeHead(status, all).end(body);
  return {
    status,
    body,
    rawHeaders: Object.entries(all).flat(),
    wireBytes: Math.max(0, (response.socket?.bytesWritten ?? 0) - before),
  };
};
