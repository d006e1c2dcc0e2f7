// How figures are written for people: three significant digits, always with their interval.
import type { Interval } from '../stats/interval.ts';

const DIGITS = 3;

/** Three significant digits, without an exponent; at least one digit. */
export const figure = (value: number): string => {
  if (value === 0) return '0';
  const decimals = Math.max(0, DIGITS - 1 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, DIGITS)).replace(/^-(?=0(?:\.0*)?$)/u, '');
};

/** Such as `1.32 (1.28 to 1.36)`; the bounds get as many decimals as the value. */
export const figureWithInterval = ({ value, low, high }: Interval): string => {
  const decimals = figure(value).split('.')[1]?.length ?? 0;
  const bound = (text: number): string => text.toFixed(decimals).replace(/^-(?=0(?:\.0*)?$)/u, '');
  return `${bound(value)} (${bound(low)} to ${bound(high)})`;
};

/** Such as `3.1 %`. */
export const percent = (share: number): string => `${figure(share * 100)} %`;

/** Such as `30 %`, for a share that was chosen and not measured. */
export const shareText = (share: number): string => `${Math.round(share * 100)} %`;

/** What rounds to a second is one. */
const LEAST_SECOND_MS = 999.5;

/** Milliseconds below a second, seconds above. */
export const duration = (ms: number): string => (ms < LEAST_SECOND_MS ? `${figure(ms)} ms` : `${figure(ms / 1000)} s`);
