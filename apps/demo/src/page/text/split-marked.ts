// Cuts marked text into its secret and its public pieces, and shortens a secret so that one still recognises it.
import type { MarkedText } from '../../protocol/marked-text.ts';

export interface Piece {
  readonly text: string;
  readonly isSecret: boolean;
  /** Where it begins in the whole text. */
  readonly start: number;
}

export const splitMarked = ({ text, secrets }: MarkedText): readonly Piece[] => {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of secrets) {
    pieces.push({ text: text.slice(from, start), isSecret: false, start: from });
    pieces.push({ text: text.slice(start, end), isSecret: true, start });
    from = end;
  }
  pieces.push({ text: text.slice(from), isSecret: false, start: from });
  return pieces.filter((piece) => piece.text !== '');
};

const HEAD = 6;
const TAIL = 4;
/** Below this, head and tail would give away most of it. */
const SHORTEST_SHOWN = 24;

/** Enough to tell two secrets apart, too little to use one. */
export const shorten = (secret: string): string =>
  secret.length < SHORTEST_SHOWN ? '••••' : `${secret.slice(0, HEAD)}…${secret.slice(-TAIL)}`;
