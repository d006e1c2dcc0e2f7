// When an outage was noticed, when it was healed, and how long users felt it.
import type { OutageOutcome, OutageProbe } from '../../result/outage-record.ts';

const BIN_MS = 100;
/** So long without a failure, and it counts as healed. */
const QUIET_MS = 1000;

/** A user who is told to log in again was answered: such a login is counted as lost. */
const isFailure = ([, , status]: OutageProbe): boolean => status !== 200 && status !== 401;

/** When the first 503 of a user arrived after the beginning. */
export const noticedMs = ({ users }: OutageOutcome): number | undefined => {
  const arrivals = users.flat().flatMap(([startMs, endMs, status]) => (startMs >= 0 && status === 503 ? [endMs] : []));
  return arrivals.length === 0 ? undefined : Math.min(...arrivals);
};

/** From the end of the fault to the last failure that began after it; undefined when there was no second without one. */
export const healedMs = ({ users, endedMs, watchedMs }: OutageOutcome): number | undefined => {
  const starts = users.flat().flatMap((probe) => (isFailure(probe) && probe[0] > endedMs ? [probe[0]] : []));
  const moments = [endedMs, ...starts.toSorted((left, right) => left - right), watchedMs];
  const healed = moments.find((moment, place) => (moments[place + 1] ?? moment) - moment >= QUIET_MS);
  return healed === undefined ? undefined : Number((healed - endedMs).toFixed(1));
};

/** The longest time in which nothing was sent to a replica: the lab itself stood still. */
export const standstillMs = ({ users }: OutageOutcome): number => {
  const gaps = users.flatMap((probes) => {
    const starts = probes.map(([startMs]) => startMs).toSorted((left, right) => left - right);
    return starts.slice(1).map((startMs, place) => startMs - (starts[place] ?? startMs));
  });
  return Number(Math.max(0, ...gaps).toFixed(1));
};

/** How long, in tenths of a second from the beginning on, some user was not answered, or told that it cannot be known. */
export const failingMs = ({ users }: OutageOutcome): number => {
  const failures = users.flat().filter((probe) => isFailure(probe) && probe[0] >= 0);
  return new Set(failures.map(([startMs]) => Math.floor(startMs / BIN_MS))).size * BIN_MS;
};
