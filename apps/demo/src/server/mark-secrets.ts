// Finds the secret parts of a text by their patterns.
import type { MarkedText } from '../protocol/marked-text.ts';

const ELLIPSIS = '…';

/**
 * @param patterns global; the group `secret` of each match is marked, or the whole match without such a group
 * @param maxLength what is longer is cut and ends with an ellipsis
 */
export const markSecrets = (text: string, patterns: readonly RegExp[], maxLength = Infinity): MarkedText => {
  const shown = text.length > maxLength ? text.slice(0, maxLength) + ELLIPSIS : text;
  const spans = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(spanOf));
  const secrets = merged(spans)
    .map(({ start, end }) => ({ start, end: Math.min(end, shown.length) }))
    .filter(({ start, end }) => start < end);
  return { text: shown, secrets };
};

interface Span {
  readonly start: number;
  readonly end: number;
}

const spanOf = (match: RegExpExecArray): Span => {
  const secret = match.groups?.['secret'] ?? match[0];
  // The secret stands at the end of what precedes it in the match.
  const start = match.index + match[0].lastIndexOf(secret);
  return { start, end: start + secret.length };
};

const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last !== undefined && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else result.push(span);
  }
  return result;
};
