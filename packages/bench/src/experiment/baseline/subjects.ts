// Who is attacked by what: comparators as they are documented, and ours beside them.
import type { CopyEvent, Racer } from '../../result/baseline-record.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface Subject {
  readonly target: TargetName;
  readonly races: readonly Racer[];
  readonly copies: readonly CopyEvent[];
  /** A request of it waits for Redis. */
  readonly asksRedis: boolean;
  /** Its login replaces a cookie, which an attacker may have put there. */
  readonly takesCookie: boolean;
  /** What the server knows of a logout; without it the client throws its credential away, and nobody else hears of it. */
  readonly hasLogout: boolean;
  /** The lifetime of the experiment ends its copies. */
  readonly isBounded: boolean;
}

const NOTHING = { races: [], copies: [], asksRedis: false, takesCookie: false, hasLogout: true, isBounded: false };
const STORED = { asksRedis: true, takesCookie: true, copies: ['logout', 'store-cleared'] } as const;
const JWT = { ...NOTHING, copies: ['logout'], hasLogout: false, isBounded: true } as const;

const COMPARATORS: readonly Subject[] = [
  { ...NOTHING, ...STORED, target: 'recipe/nest-passport-session', races: ['reads', 'writes'] },
  { ...NOTHING, ...STORED, target: 'recipe/fastify-session', races: ['reads'] },
  { ...NOTHING, ...STORED, target: 'recipe/better-auth', races: ['reads'] },
  // Like the one without the cache in everything else.
  {
    ...NOTHING,
    target: 'recipe/better-auth-cookie-cache',
    copies: ['logout', 'store-cleared'],
    isBounded: true,
  },
  { ...NOTHING, target: 'recipe/iron-session', copies: ['logout'], takesCookie: true },
  { ...JWT, target: 'recipe/nest-jwt' },
  { ...JWT, target: 'recipe/nest-passport-jwt' },
  { ...JWT, target: 'recipe/fastify-jwt' },
];

const OURS: readonly Subject[] = [
  { ...NOTHING, ...STORED, target: 'session/redis', races: ['reads'] },
  { ...NOTHING, target: 'session/redis@touch-each-request', races: ['reads'] },
  { ...NOTHING, target: 'jwt/stateless', copies: ['logout'], isBounded: true },
  { ...NOTHING, target: 'jwt/denylist', copies: ['logout'] },
];

/** Ours always; of the comparators those that were asked for, or all where none was. */
export const subjectsFor = (targets: readonly TargetName[]): readonly Subject[] => {
  const asked = COMPARATORS.filter(({ target }) => targets.includes(target));
  return [...(asked.length > 0 ? asked : COMPARATORS), ...OURS];
};
