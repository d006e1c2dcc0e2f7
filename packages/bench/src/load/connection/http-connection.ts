// One keep-alive connection to a server, with one request under way at most.
import { connect, type Socket } from 'node:net';
import type { AnswerListener } from '../send-request.ts';
import { AnswerReader } from './answer-reader.ts';
import { parseFields } from './parse-fields.ts';

/** A request, and who waits for its answer. */
export interface Exchange extends AnswerListener {
  readonly bytes: Buffer;
  /** By the monotonic clock; without an answer it is given up then. */
  readonly deadlineMs: number;
}

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  /** Where pieces are read into: the same for all, since each is used before the next is read. */
  readonly memory: Buffer;
  /** It can take the next request. */
  readonly onFree: (connection: HttpConnection) => void;
  /** It is gone; called once. */
  readonly onClosed: (connection: HttpConnection) => void;
}

/** The server may close an idle connection just when a request is on its way: so much sooner it is used no more. */
const IDLE_MARGIN_MS = 1000;
const KEPT_FOR = /\r\nkeep-alive: *timeout=(?<seconds>\d+)/iu;

export class HttpConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #reader: AnswerReader;
  #exchange: Exchange | undefined;
  #status = 0;
  #isLast = false;
  #keptForMs: number | undefined;
  #idleSinceMs = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reader = new AnswerReader({
      onHead: ({ status, text, isLast }) => {
        this.#status = status;
        this.#isLast = isLast;
        this.#keptForMs ??= keptForMs(text);
        // Parsed for those who want it alone.
        if (this.#exchange?.onHead !== undefined) this.#exchange.onHead(parseFields(text));
      },
      onData: (piece) => {
        if (this.#exchange?.onData !== undefined) this.#exchange.onData(Buffer.from(piece));
      },
      onEnd: () => this.#complete(),
    });
    const { host, port, memory } = options;
    const callback = (length: number): boolean => this.#read(memory.subarray(0, length));
    this.#socket = connect({ host, port, noDelay: true, onread: { buffer: memory, callback } });
    // Else a failure is the answer that does not come.
    this.#socket.on('error', ({ code = 'ECONNRESET' }: NodeJS.ErrnoException) => this.fail(code));
    this.#socket.on('end', () => this.#ended());
    this.#socket.on('close', () => {
      this.fail('ECONNRESET');
      options.onClosed(this);
    });
  }

  /** When the request that is under way is given up; nothing without one. */
  get deadlineMs(): number | undefined {
    return this.#exchange?.deadlineMs;
  }

  get bytes(): { readonly in: number; readonly out: number } {
    return { in: this.#socket.bytesWritten, out: this.#socket.bytesRead };
  }

  /** The server has not closed it, and is not about to. */
  isFresh(nowMs: number): boolean {
    return !this.#socket.destroyed && nowMs - this.#idleSinceMs < (this.#keptForMs ?? Number.POSITIVE_INFINITY);
  }

  /** @throws {TypeError} while another request is under way */
  start(exchange: Exchange): void {
    if (this.#exchange !== undefined) throw new TypeError('a connection takes one request at a time');
    this.#exchange = exchange;
    this.#socket.write(exchange.bytes);
  }

  /** Ends the connection, and the request that is under way with this code. */
  fail(code: string): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#socket.destroy();
    exchange?.onFailure(code);
  }

  #read(piece: Buffer): boolean {
    // Nobody has asked for this.
    if (this.#exchange === undefined) this.#socket.destroy();
    else this.#tryTo(() => this.#reader.read(piece));
    return true;
  }

  #tryTo(read: () => void): void {
    try {
      read();
    } catch (error) {
      this.fail((error as NodeJS.ErrnoException).code ?? 'EPROTO');
    }
  }

  #ended(): void {
    if (this.#exchange !== undefined && !this.#reader.end()) this.fail('ECONNRESET');
    this.#socket.destroy();
  }

  /** Free before the listener is told: it may send the next request at once. */
  #complete(): void {
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#idleSinceMs = performance.now();
    if (this.#isLast) this.#socket.destroy();
    else this.#options.onFree(this);
    exchange?.onEnd(this.#status);
  }
}

const keptForMs = (head: string): number => {
  const seconds = KEPT_FOR.exec(head)?.groups?.['seconds'];
  return seconds === undefined ? Number.POSITIVE_INFINITY : Number(seconds) * 1000 - IDLE_MARGIN_MS;
};
