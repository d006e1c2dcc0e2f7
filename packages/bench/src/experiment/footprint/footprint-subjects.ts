// Who is asked about claims: comparators that can carry them, and the strategies as they are.
import { isStrategy, type TargetName } from '../../target/target-name.ts';
import type { MemorySubject } from './redis-memory.ts';

/** Comparators that put `CLAIMS_BYTES` bytes of claims into the token, the session or the cookie of a login. */
const CARRIERS = [
  'recipe/nest-jwt',
  'recipe/nest-passport-session',
  'recipe/iron-session',
  'recipe/nest-passport-jwt',
  'recipe/fastify-jwt',
  'recipe/fastify-session',
  'recipe/better-auth-cookie-cache',
] as const satisfies readonly TargetName[];
/** Where none is asked for: one that carries claims in a header, one in the store, one in a cookie. */
const USUAL = CARRIERS.slice(0, 3);
/** Those of them that keep the claims in Redis. */
const KEEPERS: ReadonlySet<TargetName> = new Set(['recipe/nest-passport-session', 'recipe/fastify-session']);
/** Keeps its sessions in the memory of its process. */
const WITHOUT_REDIS: ReadonlySet<TargetName> = new Set(['session/memory']);

/** The strategies carry an id and roles, however many claims there are: their bytes are measured once. */
export const wireSubjects = (targets: readonly TargetName[], claimsBytes: readonly number[]): MemorySubject[] => [
  ...targets.filter(isStrategy).map((target) => ({ target, claimsBytes: 0 })),
  ...carriersOf(targets).flatMap((target) => claimsBytes.map((bytes) => ({ target, claimsBytes: bytes }))),
];

export const claimSubjects = (targets: readonly TargetName[], claimsBytes: readonly number[]): MemorySubject[] => [
  ...targets
    .filter((target) => isStrategy(target) && !WITHOUT_REDIS.has(target))
    .map((target) => ({ target, claimsBytes: 0 })),
  ...carriersOf(targets)
    .filter((target) => KEEPERS.has(target))
    .flatMap((target) => claimsBytes.map((bytes) => ({ target, claimsBytes: bytes }))),
];

/** Those that were asked for. */
const carriersOf = (targets: readonly TargetName[]): readonly TargetName[] => {
  const asked = CARRIERS.filter((target) => targets.includes(target));
  return asked.length > 0 ? asked : USUAL;
};
