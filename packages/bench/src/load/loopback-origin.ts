// The lab loads servers on this machine only: it must never be an accidental attack on another.

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** The origin of `url`. @throws {TypeError} when it is no http URL of a loopback address */
export const loopbackOrigin = (url: string): string => {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'http:' || !LOOPBACK.has(parsed.hostname)) {
    throw new TypeError(`the lab loads http servers on loopback addresses only, not ${parsed?.origin ?? 'this'}`);
  }
  return parsed.origin;
};
