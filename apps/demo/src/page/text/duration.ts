// Durations as people read them.
const MS = 1000;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** `0.4 ms`, `251 ms`, `12.3 s`, `4 min 05 s`, `23 h 59 min`, `30 d`. */
export const duration = (ms: number): string => {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < MS) return `${Math.round(ms)} ms`;
  if (ms < MINUTE * MS) return `${(ms / MS).toFixed(1)} s`;
  return longDuration(Math.round(ms / MS));
};

/** Whole seconds, for what counts down. */
export const countdown = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / MS));
  return seconds < MINUTE ? `${seconds} s` : longDuration(seconds);
};

const two = (value: number): string => String(value).padStart(2, '0');

const inMinutes = (seconds: number): string =>
  seconds % MINUTE === 0 ? `${seconds / MINUTE} min` : `${Math.floor(seconds / MINUTE)} min ${two(seconds % MINUTE)} s`;

const longDuration = (seconds: number): string => {
  if (seconds < HOUR) return inMinutes(seconds);
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ${two(Math.floor((seconds % HOUR) / MINUTE))} min`;
  return `${Math.floor(seconds / DAY)} d`;
};
