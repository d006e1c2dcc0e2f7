// Reads amounts from the command line: numbers, shares, and durations with their units.
import { UsageError } from './usage-error.ts';

const MS_PER: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5s`, `300ms`, `15min`, `12h`, `30d`; a plain number is seconds. @throws {UsageError} naming the flag */
export const parseDurationMs = (word: string, flag: string): number => {
  const { amount = '', unit = 's' } = /^(?<amount>\d+(?:\.\d+)?)(?<unit>ms|s|min|h|d)?$/u.exec(word)?.groups ?? {};
  if (amount === '') {
    const units = Object.keys(MS_PER).join(', ');
    throw new UsageError(`${flag}: "${word}" is no duration; allowed are a number of seconds, or one with ${units}`);
  }
  return Number(amount) * (MS_PER[unit] ?? 1000);
};

/** Digits with an optional fraction. @throws {UsageError} when it is not above 0 */
export const parsePositive = (word: string, flag: string): number => {
  const amount = parseAmount(word, flag);
  if (amount === 0) throw new UsageError(`${flag}: it must be above 0`);
  return amount;
};

/** From 0 up. @throws {UsageError} */
export const parseAmount = (word: string, flag: string): number => {
  if (!/^\d+(?:\.\d+)?$/u.test(word)) throw new UsageError(`${flag}: "${word}" is no number from 0 up`);
  return Number(word);
};
