// Tells what a replica sends by itself from what it sends for a request.
import { REVOCATION_STREAM } from './key-names.ts';

/** Of node-redis, of the heartbeats, and of the reader of the stream of revocations. */
const BACKGROUND: ReadonlySet<string> = new Set(['PING', 'HELLO', 'AUTH', 'CLIENT', 'INFO', 'XREAD', 'XRANGE']);

/** EVALSHA digest 1 key prefix. */
const WORDS_WITHOUT_EVENT = 5;

/** @param words the command, its name in any case */
export const isBackground = (words: readonly string[]): boolean => {
  const name = (words[0] ?? '').toUpperCase();
  // A look for gaps in the stream has no words beyond the prefix; an announcement has an event.
  const looksForGaps = words[3] === REVOCATION_STREAM && words.length === WORDS_WITHOUT_EVENT;
  return BACKGROUND.has(name) || looksForGaps;
};
