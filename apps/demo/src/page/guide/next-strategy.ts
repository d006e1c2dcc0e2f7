// Which strategy to try next: the first that no theft has been played with yet.
import type { Strategy } from '@authlab/contract';
import { SCHEMES } from '../../protocol/scheme.ts';
import type { Model } from '../model/model.ts';

/** In the order in which they teach most. */
const ORDER: readonly Strategy[] = ['jwt/stateless', 'jwt/denylist', 'jwt/pushed', 'session/tracked', 'session/memory'];

/** The first of them again, when all were tried. */
export const nextStrategy = ({ trials, columns }: Model): Strategy => {
  const tried = new Set(
    [...trials, ...SCHEMES.flatMap((scheme) => columns[scheme].trial ?? [])]
      .filter(({ revoked }) => revoked !== undefined)
      .map(({ strategy }) => strategy),
  );
  return ORDER.find((strategy) => !tried.has(strategy)) ?? 'jwt/stateless';
};
