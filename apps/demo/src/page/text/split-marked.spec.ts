// Secrets are shortened, everything else stays as it crossed the wire.
import { describe, expect, it } from '@jest/globals';
import { shorten, splitMarked } from './split-marked.ts';

describe('splitMarked', () => {
  it('gives the pieces in order and loses nothing', () => {
    const text = 'a=SECRET; b=OTHER';
    const pieces = splitMarked({
      text,
      secrets: [
        { start: 2, end: 8 },
        { start: 12, end: 17 },
      ],
    });
    expect(pieces.map((piece) => piece.text)).toEqual(['a=', 'SECRET', '; b=', 'OTHER']);
    expect(pieces.filter((piece) => piece.isSecret).map((piece) => piece.text)).toEqual(['SECRET', 'OTHER']);
    expect(pieces.map((piece) => text.indexOf(piece.text))).toEqual(pieces.map((piece) => piece.start));
  });

  it('gives text without secrets as one piece', () => {
    expect(splitMarked({ text: 'plain', secrets: [] })).toEqual([{ text: 'plain', isSecret: false, start: 0 }]);
  });
});

describe('shorten', () => {
  it('keeps both ends of a long secret only', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz0123456789';
    expect(shorten(secret)).toBe('abcdef…6789');
  });

  it('shows nothing of a short one, such as a password', () => {
    expect(shorten('correct horse')).toBe('••••');
  });
});
