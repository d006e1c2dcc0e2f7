// What each strategy does, in a line for a newcomer.
import type { Strategy } from '@authlab/contract';

export interface StrategyWords {
  readonly short: string;
  /** How a request is checked. */
  readonly how: string;
  /** What that means after a logout. */
  readonly after: string;
}

export const STRATEGY_WORDS: Readonly<Record<Strategy, StrategyWords>> = {
  'session/redis': {
    short: 'redis',
    how: 'Each request looks its session up in Redis.',
    after: 'What was ended is refused at once, everywhere.',
  },
  'session/tracked': {
    short: 'tracked',
    how: 'Each replica keeps the sessions it has read in memory; Redis tells it when one changes.',
    after: 'What was ended is refused as soon as the message has arrived.',
  },
  'session/memory': {
    short: 'memory',
    how: 'The replica that took the login keeps the session in its own memory. No Redis.',
    after: 'Only that replica knows the login, and only it can end it.',
  },
  'jwt/stateless': {
    short: 'stateless',
    how: 'Each request carries a signed token; the replica checks signature and time, and asks nobody.',
    after: 'A copy of the token works until it expires, whatever you do.',
  },
  'jwt/denylist': {
    short: 'denylist',
    how: 'As stateless, and each request asks Redis whether the token has been denied.',
    after: 'What was ended is refused at once, everywhere.',
  },
  'jwt/pushed': {
    short: 'pushed',
    how: 'As stateless, and each replica keeps in memory what has been denied; a Redis stream tells it.',
    after: 'What was ended is refused as soon as the message has arrived.',
  },
};
