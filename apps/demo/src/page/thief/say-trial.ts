// What a theft shows, in a sentence and in a cell of the table.
import { REPLICA_COUNT } from '../../protocol/scheme.ts';
import type { RevokingEvent } from '../action/action-id.ts';
import type { Trial } from '../model/model.ts';
import { duration } from '../text/duration.ts';
import { thiefVerdict, type ThiefVerdict } from './thief-verdict.ts';

export const EVENT_NAMES: Readonly<Record<RevokingEvent, string>> = {
  logout: 'logout',
  'logout-everywhere': 'logout everywhere',
  password: 'change of password',
  disable: 'account disabled',
};

export const verdictOf = ({ probes, revoked }: Trial): ThiefVerdict | undefined =>
  revoked === undefined ? undefined : thiefVerdict(probes, revoked.ackAtMs, REPLICA_COUNT);

export const sayTrial = (trial: Trial): string => {
  const verdict = verdictOf(trial);
  if (verdict === undefined || trial.revoked === undefined) return sayUnrevoked(trial);
  const event = EVENT_NAMES[trial.revoked.event];
  const time = duration(verdict.acceptedForMs);
  switch (verdict.state) {
    case 'waiting':
      return trial.isOver
        ? `Stopped before every replica was asked after the ${event}.`
        : `The ${event} is done. Will the copy still work?`;
    case 'alive':
      return `The copy still works, ${time} after the ${event}.`;
    case 'dead':
      return verdict.acceptedForMs === 0
        ? `The copy was refused from the first attempt after the ${event}.`
        : `The copy was accepted for another ${time} after the ${event}.`;
    default:
      return verdict.state satisfies never;
  }
};

const sayUnrevoked = ({ probes, isOver, scheme }: Trial): string => {
  if (isOver) return 'The thief was stopped before anything was revoked.';
  const what = scheme === 'session' ? 'cookie' : 'access token';
  if (probes.length === 0) return `The ${what} is copied; the first attempts are on their way.`;
  const accepting = acceptingNow(probes);
  return `A copy of the ${what} works on ${accepting} of ${REPLICA_COUNT} replicas.${accepting > 0 ? ' Now log out.' : ''}`;
};

const acceptingNow = (probes: Trial['probes']): number =>
  Array.from({ length: REPLICA_COUNT }, (_, replica) => probes.findLast((probe) => probe.replica === replica)).filter(
    (probe) => probe?.outcome === 'accepted',
  ).length;
