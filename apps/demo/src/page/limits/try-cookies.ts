// How large a cookie this browser takes: script sets one, looks, and takes it away before anything else runs.
import { MAX_COOKIE_BYTES } from '@authlab/contract';
import type { CookieFinding } from './finding.ts';

const NAME = 'limit-of-cookies';

export const tryCookies = (): readonly CookieFinding[] =>
  [MAX_COOKIE_BYTES, MAX_COOKIE_BYTES + 1].map((bytes) => ({ bytes, isKept: isKept(bytes) }));

/** Name and value together, as browsers count. */
const isKept = (bytes: number): boolean => {
  document.cookie = `${NAME}=${'x'.repeat(bytes - NAME.length)}; SameSite=Strict`;
  const found = document.cookie.includes(`${NAME}=`);
  document.cookie = `${NAME}=; Max-Age=0; SameSite=Strict`;
  return found;
};
