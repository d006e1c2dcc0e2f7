// An answer is read alike in whatever pieces it comes, and what is none is refused.
import { describe, expect, it } from '@jest/globals';
import { array, assert, nat, property } from 'fast-check';
import { AnswerReader } from './answer-reader.ts';

interface ReadAnswer {
  readonly status: number;
  readonly body: string;
  readonly isLast: boolean;
}

/** @param cuts where the text is cut into pieces */
const readAll = (text: string, cuts: readonly number[] = []): { answers: ReadAnswer[]; reader: AnswerReader } => {
  const answers: ReadAnswer[] = [];
  let [status, isLast, body] = [0, false, ''];
  const reader = new AnswerReader({
    onHead: (head) => ([status, isLast, body] = [head.status, head.isLast, '']),
    onData: (piece) => (body += piece.toString('latin1')),
    onEnd: () => answers.push({ status, body, isLast }),
  });
  const bytes = Buffer.from(text, 'latin1');
  const places = [0, ...cuts.filter((cut) => cut < bytes.length).toSorted((left, right) => left - right), bytes.length];
  for (const [index, place] of places.slice(1).entries()) reader.read(bytes.subarray(places[index], place));
  return { answers, reader };
};

const MEASURED = 'HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 5\r\n\r\nhello';
const CHUNKED =
  'HTTP/1.1 401 Unauthorized\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwiki\r\n6;x=y\r\npedia \r\nB\r\nin chunks.\n\r\n0\r\nX-Sum: 1\r\n\r\n';
const EMPTY = 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n';
const INTERIM = `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${MEASURED}`;

describe('AnswerReader', () => {
  it.each([
    ['a length', MEASURED, { status: 200, body: 'hello', isLast: false }],
    ['chunks', CHUNKED, { status: 401, body: 'wikipedia in chunks.\n', isLast: false }],
    ['no body', EMPTY, { status: 204, body: '', isLast: true }],
    ['an interim answer before it', INTERIM, { status: 200, body: 'hello', isLast: false }],
  ])('reads an answer with %s, wherever it is cut', (_, text, answer) => {
    for (let cut = 1; cut < text.length; cut += 1) expect(readAll(text, [cut]).answers).toEqual([answer]);
    assert(
      property(array(nat(text.length)), (cuts) => {
        expect(readAll(text, cuts).answers).toEqual([answer]);
      }),
    );
  });

  it('takes an answer without a length to its end with the connection', () => {
    const { answers, reader } = readAll('HTTP/1.1 200 OK\r\n\r\nas long as it lasts', [25]);
    expect(answers).toEqual([]);
    expect(reader.end()).toBe(true);
    expect(answers).toEqual([{ status: 200, body: 'as long as it lasts', isLast: true }]);
  });

  it.each([
    ['between answers', MEASURED],
    ['within a head', MEASURED.slice(0, 20)],
    ['within a body', MEASURED.slice(0, -1)],
    ['within the chunks', CHUNKED.slice(0, -5)],
  ])('does not take the end of a connection %s for an answer', (_, text) => {
    expect(readAll(text).reader.end()).toBe(false);
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['HTTP/1.0', 'HTTP/1.0 200 OK\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a coding that is not known', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'],
    ['more than one answer', MEASURED + MEASURED],
    ['a chunk that is longer than it says', CHUNKED.replace('wiki', 'wikis')],
    ['a chunk without a size', CHUNKED.replace('4\r\n', 'x\r\n')],
    ['a head without an end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(30_000)}`],
    ['a line between chunks without an end', CHUNKED.replace('4\r\n', `4;${'x'.repeat(9000)}\r\n`)],
  ])('refuses %s', (_, text) => {
    expect(() => readAll(text)).toThrow(expect.objectContaining({ code: 'EPROTO' }));
  });
});
