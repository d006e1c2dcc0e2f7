// How far the visitor has come on the guided path: read off what has happened, never off what was clicked.
import { SCHEMES } from '../../protocol/scheme.ts';
import type { Model, Trial } from '../model/model.ts';
import { verdictOf } from '../thief/say-trial.ts';

export const GUIDE_STEPS = ['login', 'steal', 'logout', 'watch', 'again'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

/** The steps that are done; the first that is not is the next. */
export const guideProgress = (model: Model): ReadonlySet<GuideStep> => {
  const trials = [...model.trials, ...SCHEMES.flatMap((scheme) => model.columns[scheme].trial ?? [])];
  const revoked = trials.filter((trial) => trial.revoked !== undefined);
  const isLoggedIn = SCHEMES.some((scheme) => model.columns[scheme].login !== undefined);
  const facts: Readonly<Record<GuideStep, boolean>> = {
    login: isLoggedIn || trials.length > 0,
    steal: trials.length > 0,
    logout: revoked.length > 0,
    watch: revoked.length > 0 && revoked.every((trial) => hasShown(trial)),
    again: SCHEMES.some(
      (scheme) => new Set(revoked.filter((trial) => trial.scheme === scheme).map(({ strategy }) => strategy)).size > 1,
    ),
  };
  return new Set(GUIDE_STEPS.filter((step) => facts[step]));
};

/** Longer than the demo's own tokens live; whoever has chosen longer ones need not wait for their end. */
const LONG_ENOUGH_MS = 40_000;

const hasShown = (trial: Trial): boolean => {
  const verdict = verdictOf(trial);
  return verdict !== undefined && (trial.isOver || verdict.state === 'dead' || verdict.acceptedForMs > LONG_ENOUGH_MS);
};
