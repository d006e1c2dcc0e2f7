// What the lab can measure: the strategies of the two APIs, and comparators built as others recommend.
import { type Scheme, STRATEGIES, type Strategy } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';

/** Comparators: what a request costs when one follows the named documentation. */
const RECIPES = ['recipe/nest-passport-session', 'recipe/nest-jwt'] as const;

export const TARGET_NAMES = [...STRATEGIES, ...RECIPES] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/** A strategy has all the routes of the contract; a comparator has a login and `GET /me`. */
export const isStrategy = (target: TargetName): target is Strategy => !target.startsWith('recipe/');

export const credentialOf = (target: TargetName): Scheme => {
  if (isStrategy(target)) return schemeOf(target);
  return target === 'recipe/nest-jwt' ? 'jwt' : 'session';
};
