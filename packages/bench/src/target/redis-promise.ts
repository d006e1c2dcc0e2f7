// What each strategy promises about Redis, and whether the counted commands keep it.
import { credentialOf, type TargetName } from './target-name.ts';

/** Redis commands on the path of one authenticated request (the table of strategies in the README). */
const COMMANDS_PER_REQUEST: Readonly<Record<TargetName, number>> = {
  'session/redis': 1,
  'session/tracked': 0,
  'session/memory': 0,
  'jwt/stateless': 0,
  'jwt/denylist': 1,
  'jwt/stateless@uncached': 0,
  'jwt/stateless@RS256-uncached': 0,
  'jwt/stateless@ES256-uncached': 0,
  'jwt/pushed': 0,
  // A read, and the touch that connect-redis sends with each request.
  'recipe/nest-passport-session': 2,
  'recipe/nest-jwt': 0,
};

/**
 * @param commands calls by name, over `requests` authenticated requests
 * @param credentials how many credentials were used: each login session may be touched once beside its reads
 * @returns what breaks the promise, or undefined
 */
export const brokenRedisPromise = (
  target: TargetName,
  commands: Readonly<Record<string, number>>,
  { requests, credentials }: { readonly requests: number; readonly credentials: number },
): string | undefined => {
  const total = Object.values(commands).reduce((sum, calls) => sum + calls, 0);
  const promised = COMMANDS_PER_REQUEST[target] * requests;
  const touches = credentialOf(target) === 'session' ? credentials : 0;
  if (total >= promised && total <= promised + touches) return undefined;
  const seen = Object.entries(commands).map(([command, calls]) => `${calls} ${command}`);
  return `${requests} requests should cost ${promised} Redis commands, but cost ${seen.join(', ') || 'none'}`;
};
