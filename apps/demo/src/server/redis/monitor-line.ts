// Reads a line of Redis's MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "get" "key"`.

export interface MonitorLine {
  readonly atMs: number;
  /** The address of a client, or `lua` for what a script sends. */
  readonly source: string;
  readonly words: readonly string[];
}

const LINE = /^(?<seconds>\d+\.\d+) \[\d+ (?<source>.+?)\] (?<words>".*")$/u;
const WORD = /"(?<text>(?:[^"\\]|\\.)*)"/gu;
const ESCAPE = /\\(?:x(?<hex>[0-9a-f]{2})|(?<letter>.))/gu;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\u0007', b: '\b' };

/** @returns undefined for what is no such line */
export const parseMonitorLine = (line: string): MonitorLine | undefined => {
  const { seconds, source, words } = LINE.exec(line)?.groups ?? {};
  if (seconds === undefined || source === undefined || words === undefined) return undefined;
  const texts = [...words.matchAll(WORD)].map(({ groups }) => unescape(groups?.['text'] ?? ''));
  return { atMs: Number(seconds) * 1000, source, words: texts };
};

/** Every byte that is no printable ASCII comes as `\xHH`. */
const unescape = (text: string): string => {
  const bytes = text.replaceAll(ESCAPE, (_all, hex: string | undefined, letter: string) =>
    hex === undefined ? (LETTERS[letter] ?? letter) : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
};
