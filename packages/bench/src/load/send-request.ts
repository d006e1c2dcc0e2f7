// Sends one prepared request and reads its answer to the end.
import type { IncomingHttpHeaders } from 'node:http';

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

/** What sends to one server. */
export interface RequestSender {
  readonly send: (options: SendOptions) => void;
}

/** No promise, no stream: cheap enough to be called thousands of times a second. */
export const sendRequest = (sender: RequestSender, options: SendOptions): void => sender.send(options);
