// What the lab can measure: the strategies of the two APIs, and comparators built as others recommend.
import { type Scheme, STRATEGIES, type Strategy } from '@authlab/contract';
import { schemeOf } from '@authlab/stack';

/** Comparators: what a request costs when one follows the named documentation. */
const RECIPES = ['recipe/nest-passport-session', 'recipe/nest-jwt'] as const;

/** A strategy with one thing changed, to see what that is worth. */
const VARIANTS = [
  'jwt/stateless@uncached',
  'jwt/stateless@RS256-uncached',
  'jwt/stateless@ES256-uncached',
] as const satisfies readonly `${Strategy}@${string}`[];
export type Variant = (typeof VARIANTS)[number];

export const TARGET_NAMES = [...STRATEGIES, ...VARIANTS, ...RECIPES] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

export const isStrategy = (target: TargetName): target is Strategy => STRATEGIES.some((name) => name === target);

export const isVariant = (target: TargetName): target is Variant => VARIANTS.some((name) => name === target);

/** Of the API behind a target; a comparator has none: a login and `GET /me` is all it knows. */
export const strategyOf = (target: TargetName): Strategy | undefined =>
  STRATEGIES.find((name) => name === target.split('@')[0]);

export const credentialOf = (target: TargetName): Scheme => {
  const strategy = strategyOf(target);
  if (strategy !== undefined) return schemeOf(strategy);
  return target === 'recipe/nest-jwt' ? 'jwt' : 'session';
};
