// What the lab can measure: the strategies of the two APIs, and comparators built as others recommend.
import type { Scheme, Strategy } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';

/** The strategies that are built. */
const BUILT = [
  'session/redis',
  'session/tracked',
  'session/memory',
  'jwt/stateless',
] as const satisfies readonly Strategy[];

/** Comparators: what a request costs when one follows the named documentation. */
const RECIPES = ['recipe/nest-passport-session'] as const;

/** A strategy that the lab can measure. */
export type MeasuredStrategy = (typeof BUILT)[number];

export const TARGET_NAMES = [...BUILT, ...RECIPES] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** A strategy has all the routes of the contract; a comparator has a login and `GET /me`. */
export const isStrategy = (target: TargetName): target is MeasuredStrategy => !target.startsWith('recipe/');

export const credentialOf = (target: TargetName): Scheme => (isStrategy(target) ? schemeOf(target) : 'session');
