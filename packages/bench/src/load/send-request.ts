// Sends one prepared request and reads its answer to the end.
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { LoadPool } from './load-pool.ts';

/** A request that is ready to be sent; `expect` is the only right status. */
export interface PreparedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
  readonly expect: number;
}

/** Exactly one of the two is called, once. */
export interface AnswerListener {
  /** The last byte has come. */
  readonly onEnd: (status: number) => void;
  /** There will be no answer; `code` says why. */
  readonly onFailure: (code: string) => void;
  /** Before either of them. */
  readonly onHead?: (headers: IncomingHttpHeaders) => void;
  /** Each piece of the body; without it the body is thrown away. */
  readonly onData?: (piece: Buffer) => void;
}

export interface SendOptions extends AnswerListener {
  readonly request: PreparedRequest;
  readonly timeoutMs: number;
}

/** Goes below undici's `request`: no promise, no stream, 40 us of CPU. */
export const sendRequest = ({ pool }: LoadPool, options: SendOptions): void => {
  const { request, timeoutMs, onEnd, onFailure, onHead, onData } = options;
  const { method, path, headers, body = null } = request;
  let status = 0;
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: () => undefined,
    onResponseStart: (_controller, statusCode, received) => {
      status = statusCode;
      onHead?.(received);
    },
    onResponseData: (_controller, piece) => onData?.(piece),
    onResponseEnd: () => onEnd(status),
    onResponseError: (_controller, error) => onFailure((error as NodeJS.ErrnoException).code ?? error.name),
  };
  pool.dispatch({ method, path, headers, body, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }, handler);
};
