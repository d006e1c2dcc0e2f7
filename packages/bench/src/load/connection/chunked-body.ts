// A body in chunks, each with its size before it, and perhaps fields after the last (RFC 9112 section 7.1).
import { AnswerError } from './answer-error.ts';
import type { BodyReader, OnData } from './body.ts';

const LINE_END = '\n';
const SIZE = /^(?<digits>[\da-f]{1,8})(?:;[^\n]*)?\r$/iu;
const MAX_LINE_BYTES = 8192;

/** What the next bytes are: the line before a chunk, the chunk, the line end after it, or fields. */
type Expected = 'size' | 'chunk' | 'chunk-end' | 'trailer' | 'nothing';

export class ChunkedBody implements BodyReader {
  readonly endsWithConnection = false;
  #expected: Expected = 'size';
  #line = '';
  #left = 0;

  get isWhole(): boolean {
    return this.#expected === 'nothing';
  }

  /** @throws {AnswerError} */
  read(piece: Buffer, onData: OnData): number {
    let at = 0;
    while (at < piece.length && this.#expected !== 'nothing') {
      at +=
        this.#expected === 'chunk' ? this.#readChunk(piece.subarray(at), onData) : this.#readLine(piece.subarray(at));
    }
    return at;
  }

  #readChunk(piece: Buffer, onData: OnData): number {
    const used = Math.min(this.#left, piece.length);
    this.#left -= used;
    onData(piece.subarray(0, used));
    if (this.#left === 0) this.#expected = 'chunk-end';
    return used;
  }

  #readLine(piece: Buffer): number {
    const end = piece.indexOf(LINE_END);
    this.#line += piece.toString('latin1', 0, end === -1 ? piece.length : end);
    if (this.#line.length > MAX_LINE_BYTES) throw new AnswerError('a line between chunks is too long');
    if (end === -1) return piece.length;
    this.#endLine(this.#line);
    this.#line = '';
    return end + 1;
  }

  #endLine(line: string): void {
    if (this.#expected === 'size') this.#startChunk(line);
    else if (this.#expected === 'trailer') this.#expected = line === '\r' ? 'nothing' : 'trailer';
    else if (line === '\r') this.#expected = 'size';
    else throw new AnswerError('a chunk is longer than it says');
  }

  #startChunk(line: string): void {
    const digits = SIZE.exec(line)?.groups?.['digits'];
    if (digits === undefined) throw new AnswerError('the size of a chunk is not to be understood');
    this.#left = Number.parseInt(digits, 16);
    this.#expected = this.#left === 0 ? 'trailer' : 'chunk';
  }
}
