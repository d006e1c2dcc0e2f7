// Requests that no proper client would send, written to the socket as they are.
import { connect } from 'node:net';

export interface RawAnswer {
  /** Undefined where the server closed the connection without a word. */
  readonly status: number | undefined;
  /** Everything that came back: status line, headers, body. */
  readonly text: string;
}

export interface RawRequest {
  /** With its version, such as `GET /me HTTP/1.1`. */
  readonly line: string;
  /** Whole lines; `Connection: close` and the body's length are added. */
  readonly headers: readonly string[];
  readonly body?: string;
}

/** @param baseUrl where to connect to; nothing of it goes into the request */
export const sendRaw = async (baseUrl: string, { line, headers, body = '' }: RawRequest): Promise<RawAnswer> => {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let text = '';
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  // A server that refuses early resets the connection; what it said before is the answer.
  socket.on('error', () => undefined);
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  socket.write([line, ...headers, ...length, 'Connection: close', '', body].join('\r\n'));
  await new Promise((resolve) => {
    socket.once('close', resolve);
  });
  const status = /^HTTP\/1\.[01] (?<status>\d{3})/u.exec(text)?.groups?.['status'];
  return { status: status === undefined ? undefined : Number(status), text };
};
