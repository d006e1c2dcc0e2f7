// The schemes, their strategies, and what each strategy declares about itself.

export type Scheme = 'session' | 'jwt';

/** Every strategy, named `scheme/strategy`. */
export const STRATEGIES = [
  'session/redis',
  'session/tracked',
  'session/memory',
  'jwt/stateless',
  'jwt/denylist',
  'jwt/pushed',
] as const;

export type Strategy = (typeof STRATEGIES)[number];

/**
 * What a strategy promises about a revoked credential, counted from the ack:
 * - `at-once`: refused by every replica;
 * - `on-push`: refused as soon as one message has reached the replica;
 * - `until-expiry`: accepted until the credential expires by itself;
 * - `own-replica`: refused by the replica that revoked it, accepted by no other because no other ever knew it.
 */
export interface AbilityOfStrategy {
  readonly revokes: 'at-once' | 'on-push' | 'until-expiry' | 'own-replica';
}

/** The promise of each strategy; the conformance suite and the lab check it. */
export const abilities: Readonly<Record<Strategy, AbilityOfStrategy>> = {
  'session/redis': { revokes: 'at-once' },
  'session/tracked': { revokes: 'on-push' },
  'session/memory': { revokes: 'own-replica' },
  'jwt/stateless': { revokes: 'until-expiry' },
  'jwt/denylist': { revokes: 'at-once' },
  'jwt/pushed': { revokes: 'on-push' },
};
