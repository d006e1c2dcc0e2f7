// Finds the end of an answer's body: after so many bytes, after the last chunk, or with the connection (RFC 9112 section 6.3).
import { AnswerError } from './answer-error.ts';
import type { BodyReader, OnData } from './body.ts';
import { ChunkedBody } from './chunked-body.ts';

const LENGTH = /\r\ncontent-length: *(?<bytes>\d+) *(?:\r|$)/iu;
const CODED = /\r\ntransfer-encoding: *(?<coding>[^\r]*)/iu;
const WITHOUT_BODY = new Set([204, 304]);

/**
 * @param head status line and fields
 * @throws {AnswerError} for a transfer coding other than chunked
 */
export const bodyReader = (status: number, head: string): BodyReader => {
  if (WITHOUT_BODY.has(status)) return new MeasuredBody(0);
  const coding = CODED.exec(head)?.groups?.['coding'];
  if (coding !== undefined) {
    if (coding.trim().toLowerCase() !== 'chunked') throw new AnswerError('the transfer coding is not known');
    return new ChunkedBody();
  }
  const bytes = LENGTH.exec(head)?.groups?.['bytes'];
  return bytes === undefined ? ENDLESS : new MeasuredBody(Number(bytes));
};

class MeasuredBody implements BodyReader {
  readonly endsWithConnection = false;
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isWhole(): boolean {
    return this.#left === 0;
  }

  read(piece: Buffer, onData: OnData): number {
    const used = Math.min(this.#left, piece.length);
    this.#left -= used;
    if (used > 0) onData(piece.subarray(0, used));
    return used;
  }
}

const ENDLESS: BodyReader = {
  endsWithConnection: true,
  isWhole: false,
  read: (piece, onData) => {
    if (piece.length > 0) onData(piece);
    return piece.length;
  },
};
