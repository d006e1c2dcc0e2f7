// Reads the answers of one HTTP/1.1 connection, one after the other, in whatever pieces they arrive (RFC 9112).
import { AnswerError } from './answer-error.ts';
import type { BodyReader } from './body.ts';
import { bodyReader } from './body-reader.ts';

/** What stands before an answer's body. */
export interface AnswerHead {
  readonly status: number;
  /** Status line and fields, as they came. */
  readonly text: string;
  /** The connection ends with this answer. */
  readonly isLast: boolean;
}

export interface AnswerEvents {
  readonly onHead: (head: AnswerHead) => void;
  /** A piece of the body, whose memory is used again afterwards. */
  readonly onData: (piece: Buffer) => void;
  readonly onEnd: () => void;
}

const HEAD_END = '\r\n\r\n';
/** An answer may set a cookie that no server takes back. */
const MAX_HEAD_BYTES = 128 * 1024;
const FIRST_FINAL_STATUS = 200;

export class AnswerReader {
  readonly #events: AnswerEvents;
  #head: Buffer | undefined;
  #body: BodyReader | undefined;

  constructor(events: AnswerEvents) {
    this.#events = events;
  }

  /** @throws {AnswerError} */
  read(piece: Buffer): void {
    let rest: Buffer | undefined = piece;
    while (this.#body === undefined && rest !== undefined) rest = this.#readHead(rest);
    if (rest !== undefined && this.#body !== undefined) this.#readBody(this.#body, rest);
  }

  /** The server has closed its side. @returns whether that was the end of an answer */
  end(): boolean {
    if (this.#body?.endsWithConnection !== true) return false;
    this.#finish();
    return true;
  }

  /** @returns what comes after the head; nothing while it is not whole */
  #readHead(piece: Buffer): Buffer | undefined {
    const known = this.#head === undefined ? piece : Buffer.concat([this.#head, piece]);
    const end = known.indexOf(HEAD_END);
    if (end === -1) {
      if (known.length > MAX_HEAD_BYTES) throw new AnswerError('the head of an answer is too long');
      // The memory of the piece is used again by the socket.
      this.#head = Buffer.from(known);
      return undefined;
    }
    this.#head = undefined;
    this.#startBody(known.toString('latin1', 0, end));
    return known.subarray(end + HEAD_END.length);
  }

  #startBody(text: string): void {
    const status = statusOf(text);
    // An interim answer has no body, and the answer follows (RFC 9110 section 15.2).
    if (status < FIRST_FINAL_STATUS) return;
    this.#body = bodyReader(status, text);
    this.#events.onHead({ status, text, isLast: this.#body.endsWithConnection || CLOSES.test(text) });
  }

  #readBody(body: BodyReader, piece: Buffer): void {
    const used = body.read(piece, this.#events.onData);
    if (used < piece.length) throw new AnswerError('the server sent more than one answer');
    if (body.isWhole) this.#finish();
  }

  #finish(): void {
    this.#body = undefined;
    this.#events.onEnd();
  }
}

const CLOSES = /\r\nconnection: *close *(?:\r|$)/iu;
const STATUS_LINE = /^HTTP\/1\.1 (?<status>[1-5]\d\d)(?: |\r|$)/u;

const statusOf = (head: string): number => {
  const status = STATUS_LINE.exec(head)?.groups?.['status'];
  if (status === undefined) throw new AnswerError('the server does not speak HTTP/1.1');
  return Number(status);
};
