// From the trials to a row for each target and story: pure, so that an old run can be analysed again.
import type { TheftProfile } from '../../profile/theft-profile.ts';
import {
  THEFT_STORIES,
  type TheftAct,
  type TheftOutcome,
  type TheftProbe,
  type TheftTrialRecord,
} from '../../result/theft-record.ts';
import type { TheftResult, TheftRow, TheftTimeline } from '../../result/theft-result.ts';
import { spreadOf } from '../../stats/spread.ts';
import { checkHistory, type Probe, type ReplicaFinding } from '../revocation/check-history.ts';

/** What the result says of itself besides what was found. */
export type TheftSettings = Pick<
  TheftProfile,
  'thiefPerSec' | 'accessTtlSeconds' | 'graceSeconds' | 'idleSeconds' | 'absoluteSeconds'
>;

export const analyseTheft = (records: readonly TheftTrialRecord[], settings: TheftSettings): TheftResult => {
  const { thiefPerSec, accessTtlSeconds, graceSeconds, idleSeconds, absoluteSeconds } = settings;
  const targets = [...new Set(records.map(({ target }) => target))];
  return {
    thiefPerSec,
    accessTtlSeconds,
    graceSeconds,
    idleSeconds,
    absoluteSeconds,
    rows: THEFT_STORIES.flatMap((story) =>
      targets.flatMap((target) => {
        const own = records.filter((record) => record.story === story && record.target === target);
        const outcomes = own.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
        return outcomes.length === 0 ? [] : [{ target, story, ...figuresOf(outcomes) }];
      }),
    ),
    unfinishedTrials: records.filter(({ outcome }) => outcome.state === 'failed').length,
  };
};

interface Theft {
  readonly outcome: TheftOutcome;
  readonly accepted: readonly TheftProbe[];
  /** From the theft, and from the end of the story. */
  readonly sinceTheft: ReplicaFinding;
  readonly sinceEnd?: ReplicaFinding;
}

const theftOf = (outcome: TheftOutcome): Theft => {
  const probes = outcome.thief.map(asProbe);
  return {
    outcome,
    accepted: outcome.thief.filter(isAccepted),
    sinceTheft: checkHistory(probes, 0),
    ...(outcome.endedMs === undefined ? {} : { sinceEnd: checkHistory(probes, outcome.endedMs) }),
  };
};

const asProbe = ([startMs, endMs, status]: TheftProbe): Probe => ({
  startMs,
  endMs,
  ...(status === 0 ? {} : { status }),
});

const isAccepted = ([, , status]: TheftProbe): boolean => status === 200;
const isRefused = ([, , status]: TheftProbe): boolean => status === 401;

const figuresOf = (outcomes: readonly TheftOutcome[]): Omit<TheftRow, 'target' | 'story'> => {
  const thefts = outcomes.map(theftOf);
  const noticed = outcomes.flatMap(({ noticedMs }) => noticedMs ?? []);
  const unused = outcomes.flatMap(({ unusedStatus }) => unusedStatus ?? []);
  const ends = thefts.flatMap(({ sinceEnd }) => sinceEnd ?? []);
  return {
    trials: thefts.length,
    acceptedAfterTheft: spreadOf(thefts.map(({ accepted }) => accepted.length)),
    livedMs: spreadOf(thefts.map(({ sinceTheft }) => sinceTheft.lagMs)),
    ...(ends.length === 0 ? {} : { afterEnd: afterEnd(ends) }),
    neverRefused: thefts.filter(({ sinceTheft }) => sinceTheft.lagUpperMs === undefined).length,
    resurrections: sum(thefts.map(({ sinceTheft }) => sinceTheft.resurrections)),
    unanswered: sum(thefts.map(({ outcome }) => outcome.thief.filter((probe) => !isAnswered(probe)).length)),
    thiefRefreshes: countRefreshes(outcomes),
    signals: Object.fromEntries(
      [...Map.groupBy(outcomes, (one) => one.signal)].map(([name, all]) => [name, all.length]),
    ),
    ...(noticed.length === 0 ? {} : { noticedMs: spreadOf(noticed) }),
    ...(unused.length === 0
      ? {}
      : { unused: { logins: unused.length, refused: unused.filter((status) => status === 401).length } }),
    timeline: timelineOf(middleOf(thefts).outcome),
  };
};

const isAnswered = (probe: TheftProbe): boolean => isAccepted(probe) || isRefused(probe);

const afterEnd = (ends: readonly ReplicaFinding[]): NonNullable<TheftRow['afterEnd']> => {
  const refusals = ends.flatMap(({ lagUpperMs }) => lagUpperMs ?? []);
  return {
    accepted: spreadOf(ends.map(({ staleAccepts }) => staleAccepts)),
    trialsWithAny: ends.filter(({ staleAccepts }) => staleAccepts > 0).length,
    lastAcceptMs: spreadOf(ends.map(({ lagMs }) => lagMs)),
    ...(refusals.length === 0 ? {} : { firstRefusalMs: spreadOf(refusals) }),
  };
};

const countRefreshes = (outcomes: readonly TheftOutcome[]): TheftRow['thiefRefreshes'] => {
  const granted = outcomes.flatMap(({ acts, endedMs = Number.POSITIVE_INFINITY }) =>
    acts
      .filter(({ who, what, status }) => who === 'thief' && what === 'refresh' && status === 200)
      .map(({ startMs }) => startMs > endedMs),
  );
  return { granted: granted.length, grantedAfterEnd: granted.filter((isAfterEnd) => isAfterEnd).length };
};

/** The trial in which the thief got on for as long as in the middle one. */
const middleOf = (thefts: readonly Theft[]): Theft => {
  const sorted = thefts.toSorted((left, right) => left.sinceTheft.lagMs - right.sinceTheft.lagMs);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new TypeError('no trials');
  return middle;
};

const timelineOf = ({ thief, victim, acts, endedMs }: TheftOutcome): TheftTimeline => ({
  thief: dotsOf(thief),
  victim: dotsOf(victim),
  refreshes: acts.flatMap(refreshDot),
  ...(endedMs === undefined ? {} : { endedMs: Math.round(endedMs) }),
});

const dotsOf = (probes: readonly TheftProbe[]): TheftTimeline['thief'] => ({
  accepted: probes.filter(isAccepted).map(startOf),
  refused: probes.filter(isRefused).map(startOf),
});

const startOf = ([startMs]: TheftProbe): number => Math.round(startMs);

const refreshDot = ({ who, what, startMs, status }: TheftAct): TheftTimeline['refreshes'] =>
  what === 'refresh' && (who === 'thief' || who === 'victim')
    ? [{ who, atMs: Math.round(startMs), accepted: status === 200 }]
    : [];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
