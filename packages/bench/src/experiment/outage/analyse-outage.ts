// From the trials to a row for each target and fault: pure, so that an old run can be analysed again.
import { abilities } from '@authlab/contract';
import type { OutageProfile } from '../../profile/outage-profile.ts';
import {
  OUTAGE_FAULTS,
  type OutageOutcome,
  type OutageProbe,
  type OutageTrialRecord,
} from '../../result/outage-record.ts';
import type { OutageResult, OutageRow } from '../../result/outage-result.ts';
import { quantile } from '../../stats/quantile.ts';
import { spreadOf } from '../../stats/spread.ts';
import { isStrategy, TARGET_NAMES, type TargetName } from '../../target/target-name.ts';
import { failingMs, healedMs, noticedMs, standstillMs } from './outage-moments.ts';
import { countAnswers, timelineOf } from './outage-timeline.ts';
import { findVictims, mergeVictims } from './victim-findings.ts';

/** What the result says of itself besides what was found. */
export type OutageSettings = Omit<OutageResult, 'rows' | 'unfinishedTrials'>;

/** @param settings as `settingsOf` gives them, or as they were stored */
export const analyseOutage = (records: readonly OutageTrialRecord[], settings: OutageSettings): OutageResult => {
  const targets = TARGET_NAMES.filter((target) => records.some((record) => record.target === target));
  return {
    ...settings,
    rows: OUTAGE_FAULTS.flatMap((fault) =>
      targets.flatMap((target) => {
        const own = records.filter((record) => record.fault === fault && record.target === target);
        const outcomes = own.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
        return outcomes.length === 0
          ? []
          : [{ target, fault, ...boundOf(target, settings.staleMs), ...figuresOf(outcomes) }];
      }),
    ),
    unfinishedTrials: records.filter(({ outcome }) => outcome.state === 'failed').length,
  };
};

const REPLICAS = 2;

export const settingsOf = (profile: OutageProfile): Omit<OutageSettings, 'leftOut'> => {
  const { usersPerSec, victimPerSec, faultSeconds, deadlineMs, heartbeatMs, staleMs } = profile;
  return {
    usersPerSec: usersPerSec * REPLICAS,
    victimPerSec,
    faultSeconds,
    heartbeatMs,
    staleMs,
    deadlineMs,
    silence: 'half-open TCP, not a dropped link',
  };
};

/** Where only expiry ends a credential, nothing is promised. */
const boundOf = (target: TargetName, staleMs: number): Pick<OutageRow, 'boundMs'> => {
  if (!isStrategy(target)) return {};
  const { revokes } = abilities[target];
  if (revokes === 'until-expiry') return {};
  return { boundMs: revokes === 'on-push' ? staleMs : 0 };
};

const figuresOf = (outcomes: readonly OutageOutcome[]): Omit<OutageRow, 'target' | 'fault' | 'boundMs'> => {
  const noticed = outcomes.flatMap((outcome) => noticedMs(outcome) ?? []);
  const healed = outcomes.flatMap((outcome) => healedMs(outcome) ?? []);
  const parts = outcomes.map(partsOf);
  const [lead, during] = [parts.flatMap((part) => part.lead), parts.flatMap((part) => part.during)];
  return {
    trials: outcomes.length,
    lastedMs: spreadOf(outcomes.map(({ endedMs }) => endedMs)),
    lead: countAnswers(lead),
    during: countAnswers(during),
    after: countAnswers(parts.flatMap((part) => part.after)),
    ...(during.length === 0 ? {} : { p99Ms: quantile(during.map(tookMs), 0.99) }),
    ...(lead.length === 0 ? {} : { leadP99Ms: quantile(lead.map(tookMs), 0.99) }),
    ...(noticed.length === 0 ? {} : { noticedMs: spreadOf(noticed) }),
    ...(healed.length === 0 ? {} : { healedMs: spreadOf(healed) }),
    unhealed: outcomes.length - healed.length,
    standstillMs: Math.max(...outcomes.map(standstillMs)),
    failingMs: spreadOf(outcomes.map(failingMs)),
    victims: mergeVictims(outcomes.map(findVictims)),
    logouts: countLogouts(outcomes),
    unacknowledged: countUnacknowledged(outcomes),
    acknowledged: countAcknowledged(outcomes),
    logins: countLogins(outcomes),
    timeline: timelineOf(middleOf(outcomes)),
  };
};

const tookMs = ([startMs, endMs]: OutageProbe): number => Number((endMs - startMs).toFixed(1));

/** Under way when the fault began counts as sent while it lasted. */
const partsOf = ({ users, endedMs }: OutageOutcome) => {
  const probes = users.flat();
  return {
    lead: probes.filter(([, endMs]) => endMs < 0),
    during: probes.filter(([startMs, endMs]) => endMs >= 0 && startMs <= endedMs),
    after: probes.filter(([startMs]) => startMs > endedMs),
  };
};

/** Of victims and visitors. */
const countLogouts = (outcomes: readonly OutageOutcome[]): OutageRow['logouts'] => {
  const statuses = outcomes.flatMap(({ victims, errands, endedMs }) => [
    ...victims
      .flatMap(({ logouts }) => logouts)
      .filter(([startMs]) => startMs >= 0 && startMs <= endedMs)
      .map(([, , status]) => status),
    ...errands
      .filter(({ what, startMs }) => what === 'logout' && startMs >= 0 && startMs <= endedMs)
      .map(({ status }) => status),
  ]);
  return Object.fromEntries(
    [...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [String(status), all.length]),
  );
};

/** Of victims and visitors, at any time. */
const countUnacknowledged = (outcomes: readonly OutageOutcome[]): number => {
  const revocations = outcomes.flatMap(({ victims, errands }) => [
    ...victims.map(({ logouts }) => logouts.map(([, , status]) => status)),
    ...errands.filter(({ what }) => what === 'logout').map(({ status }) => [status]),
  ]);
  return revocations.filter((statuses) => statuses.includes(503) && !statuses.includes(204)).length;
};

const countAcknowledged = (outcomes: readonly OutageOutcome[]): OutageRow['acknowledged'] => {
  const later = outcomes.flatMap(({ errands }) => errands.flatMap(({ laterStatus }) => laterStatus ?? []));
  return { logouts: later.length, undone: later.filter((status) => status === 200).length };
};

const countLogins = (outcomes: readonly OutageOutcome[]): OutageRow['logins'] => {
  const remains = outcomes.flatMap((outcome) => outcome.remains);
  return { users: remains.length, lost: remains.filter(({ me, refresh }) => me === 401 || refresh === 401).length };
};

/** The trial in which users were refused for as long as in the middle one. */
const middleOf = (outcomes: readonly OutageOutcome[]): OutageOutcome => {
  const sorted = outcomes.toSorted((left, right) => failingMs(left) - failingMs(right));
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new TypeError('no trials');
  return middle;
};
