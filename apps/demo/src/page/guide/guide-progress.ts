// How far the visitor has come on the guided path: read off what has happened, never off what was clicked.
import { REPLICA_COUNT, SCHEMES } from '../../protocol/scheme.ts';
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
    watch: revoked.some((trial) => hasShown(trial)),
    again: SCHEMES.some((scheme) => new Set(revoked.filter((trial) => trial.scheme === scheme).map(({ strategy }) => strategy)).size > 1),
  };
  return new Set(GUIDE_STEPS.filter((step) => facts[step]));
};

const MANY_ATTEMPTS = 10;

/** Dead, or alive for long enough that one has seen it. */
const hasShown = (trial: Trial): boolean => {
  const verdict = verdictOf(trial);
  if (verdict === undefined || verdict.state === 'waiting') return false;
  const ackAtMs = trial.revoked?.ackAtMs ?? 0;
  const since = trial.probes.filter(({ atMs }) => atMs >= ackAtMs);
  return verdict.state === 'dead' || since.length >= MANY_ATTEMPTS * REPLICA_COUNT;
};
