// What each strategy promises about Redis, and whether the counted commands keep it.
import type { Strategy } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';

/** Redis commands on the path of one authenticated request (the table of strategies in the README). */
const READS_PER_REQUEST: Readonly<Record<Strategy, number>> = {
  'session/redis': 1,
  'session/tracked': 0,
  'session/memory': 0,
  'jwt/stateless': 0,
  'jwt/denylist': 1,
  'jwt/pushed': 0,
};

/**
 * @param commands calls by name, over `requests` authenticated requests
 * @param credentials how many credentials were used: each login session may be touched once beside its reads
 * @returns what breaks the promise, or undefined
 */
export const brokenRedisPromise = (
  target: Strategy,
  commands: Readonly<Record<string, number>>,
  { requests, credentials }: { readonly requests: number; readonly credentials: number },
): string | undefined => {
  const total = Object.values(commands).reduce((sum, calls) => sum + calls, 0);
  const promised = READS_PER_REQUEST[target] * requests;
  const touches = schemeOf(target) === 'session' ? credentials : 0;
  if (total >= promised && total <= promised + touches) return undefined;
  const seen = Object.entries(commands).map(([command, calls]) => `${calls} ${command}`);
  return `${requests} requests should cost ${promised} Redis commands, but cost ${seen.join(', ') || 'none'}`;
};
