// The figures of the theft experiment in words.
import type { Spread } from '../../stats/spread.ts';
import type { TheftRow } from '../../result/theft-result.ts';
import { duration } from '../figure.ts';

/** Such as `58 (57 to 60)`. */
export const spreadText = ({ median, min, max }: Spread, unit: (value: number) => string = String): string => {
  const [middle, low, high] = [median, min, max].map(unit);
  return low === high ? `${middle}` : `${middle} (${low} to ${high})`;
};

/** How many requests of the thief, and how long they went on. */
export const acceptedText = ({ acceptedAfterTheft, livedMs, neverRefused, trials }: TheftRow): string => {
  const life = `${spreadText(acceptedAfterTheft)}, for ${spreadText(livedMs, duration)}`;
  return neverRefused > 0 ? `${life}; never refused in ${neverRefused} of ${trials} trials` : life;
};

/** Requests and time after the answer to what ended the story. */
export const afterEndText = ({ afterEnd, trials }: TheftRow): string => {
  if (afterEnd === undefined) return '-';
  const { accepted, trialsWithAny, lastAcceptMs, firstRefusalMs } = afterEnd;
  const refused = firstRefusalMs === undefined ? '' : `, the first refused within ${duration(firstRefusalMs.max)}`;
  if (trialsWithAny === 0) return `0 in ${trials} trials${refused}`;
  return `${spreadText(accepted)}, for ${spreadText(lastAcceptMs, duration)}`;
};

export const signalText = ({ signals, trials, unused }: TheftRow): string => {
  const seen = Object.entries(signals).map(([name, count]) => {
    const words = SIGNALS[name] ?? name;
    return count === trials ? words : `${words} (${count} of ${trials})`;
  });
  const idle =
    unused === undefined
      ? ''
      : `. A login nobody used: refused after the idle time in ${unused.refused} of ${unused.logins}`;
  return `${seen.join(', ')}${idle}`;
};

const SIGNALS: Readonly<Record<string, string>> = {
  'unknown device': 'one more device in the list of login sessions',
  'last use moved': 'the time of the last use moves in the list of login sessions',
  'signed out': 'signed out',
};

export const noticedText = ({ noticedMs, signals, trials }: TheftRow): string => {
  const noticed = signals['signed out'] ?? 0;
  const when = noticedMs === undefined ? '' : spreadText(noticedMs, duration);
  return noticed === trials ? when : `${when} in ${noticed} of ${trials} trials`;
};

/** What the strategies came to in one story, for a caption: those that came to the same stand together. */
export const findingsOf = (rows: readonly TheftRow[]): string =>
  [...Map.groupBy(rows, findingOf)]
    .map(([finding, own]) => `${own.map(({ target }) => target).join(', ')}: ${finding}`)
    .join('; ');

const findingOf = (row: TheftRow): string => {
  const { afterEnd, trials, livedMs, noticedMs, neverRefused } = row;
  if (neverRefused > 0) return `the thief was never refused in ${neverRefused} of ${trials} trials`;
  if (afterEnd === undefined) return `the thief got on for up to ${duration(livedMs.max)}`;
  const noticed =
    noticedMs === undefined ? '' : `, and the victim was signed out ${duration(noticedMs.median)} after the theft`;
  const { accepted, lastAcceptMs, trialsWithAny } = afterEnd;
  if (trialsWithAny === 0) return `nothing of the thief was accepted after it in ${trials} trials${noticed}`;
  return `${spreadText(accepted)} more requests of the thief were accepted, for up to ${duration(lastAcceptMs.max)}${noticed}`;
};
