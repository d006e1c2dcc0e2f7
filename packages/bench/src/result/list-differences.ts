// Where two results differ, by name: rounding of the last digit is no difference.

const RELATIVE_TOLERANCE = 1e-9;

/** Such as `cost.session/redis at 400 requests/s.appCpuUs.low: stored 181, now 180`. */
export const listDifferences = (stored: unknown, now: unknown, path: readonly string[] = []): string[] => {
  if (isPlain(stored) && isPlain(now)) {
    const keys = new Set([...Object.keys(stored), ...Object.keys(now)]);
    return [...keys].flatMap((key) => listDifferences(stored[key], now[key], [...path, key]));
  }
  if (isSame(stored, now)) return [];
  return [`${path.join('.')}: stored ${wordFor(stored)}, now ${wordFor(now)}`];
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isSame = (stored: unknown, now: unknown): boolean => {
  if (typeof stored !== 'number' || typeof now !== 'number') return stored === now;
  return Math.abs(stored - now) <= RELATIVE_TOLERANCE * Math.max(Math.abs(stored), Math.abs(now), 1);
};

const wordFor = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  return isPlain(value) ? 'a row' : JSON.stringify(value);
};
