// What in an outage experiment makes a run invalid.
import type { OutageFault } from './outage-record.ts';
import type { OutageRow } from './outage-result.ts';
import type { Summary } from './summary.ts';

type Judged = Pick<Summary, 'experiments'>;

/**
 * Redis itself forgets what it acknowledged: what is stored there alone cannot be kept, and the row says so. Not so where
 * replicas had to confirm first (`failover-confirmed`): then an acknowledged revocation has to hold.
 */
const LOSES_DATA: ReadonlySet<OutageFault> = new Set(['restart-empty', 'failover', 'eviction']);

export const losesData = ({ fault }: Pick<OutageRow, 'fault'>): boolean => LOSES_DATA.has(fault);

/** A revoked credential was accepted for longer than the strategy promises, whatever the reason. */
export const breaksBound = ({ boundMs, victims: { lastStaleMs = 0 } }: OutageRow): boolean =>
  boundMs !== undefined && lastStaleMs > boundMs;

/** INVALID: an outage broke off, or a target did not do what it promises. */
export const outageFaults = (run: Judged): string[] => [
  ...unfinished(run),
  ...brokenPromises(run),
  ...undoneLogouts(run),
];

const unfinished = ({ experiments: { outage } }: Judged): string[] =>
  (outage?.unfinishedTrials ?? 0) > 0 ? [`${outage?.unfinishedTrials} outages could not be played to their end`] : [];

const brokenPromises = ({ experiments: { outage } }: Judged): string[] =>
  (outage?.rows ?? [])
    .filter((row) => breaksBound(row) && !losesData(row))
    .map(
      ({ target, fault, boundMs, victims }) =>
        `${target} accepted a revoked credential ${victims.lastStaleMs} ms after the answer to its logout, ` +
        `and promises ${boundMs} ms at most (outage ${fault})`,
    );

const undoneLogouts = ({ experiments: { outage } }: Judged): string[] =>
  (outage?.rows ?? [])
    .filter((row) => row.boundMs !== undefined && !losesData(row) && row.acknowledged.undone > 0)
    .map(
      ({ target, fault, acknowledged: { logouts, undone } }) =>
        `${undone} of ${logouts} logouts that ${target} answered 204 did not hold (outage ${fault})`,
    );

/** UNSTABLE: users were not served while nothing was wrong yet, or the lab was not there to see what happened. */
export const unsteadyOutages = (run: Judged): string[] => [...unsteadyLeads(run), ...standstills(run)];

const MAX_STANDSTILL_MS = 500;

const standstills = ({ experiments: { outage } }: Judged): string[] => {
  const longestMs = Math.max(0, ...(outage?.rows ?? []).map(({ standstillMs }) => standstillMs));
  return longestMs > MAX_STANDSTILL_MS
    ? [`during an outage the lab itself stood still for ${Math.round(longestMs)} ms`]
    : [];
};

const unsteadyLeads = ({ experiments: { outage } }: Judged): string[] => {
  const leads = (outage?.rows ?? []).map(({ lead }) => lead);
  const failures = leads.reduce(
    (sum, { refused, unavailable, other, unanswered }) => sum + refused + unavailable + other + unanswered,
    0,
  );
  return failures === 0 ? [] : [`${failures} requests of users failed before the outages began`];
};
