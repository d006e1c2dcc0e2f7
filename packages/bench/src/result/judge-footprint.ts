// What in a footprint experiment makes a run invalid, untrusted or unstable.
import { brokenRedisPromise } from '../target/redis-promise.ts';
import type { FlatRow } from './footprint-result.ts';
import type { Summary } from './summary.ts';

type Judged = Pick<Summary, 'experiments'>;

const MAX_NOISY_SHARE = 0.5;
const MAX_COPY_DEVIATION = 1.05;

/** INVALID: requests were lost, or a store that is full was asked otherwise than promised. */
export const footprintFaults = ({ experiments: { footprint } }: Judged): string[] => {
  if (footprint === undefined) return [];
  const { incomplete } = footprint.flatBlocks;
  const lost = incomplete === 0 ? [] : [`in ${incomplete} blocks on a small or a full store requests were lost`];
  return [...lost, ...footprint.flat.flatMap(promiseFaults)];
};

const promiseFaults = (row: FlatRow): string[] =>
  [row.smallRedisCommands, row.fullRedisCommands].flatMap((commands) => {
    const { target, requests, users, invocations } = row;
    const broken = brokenRedisPromise(target, commands, { requests, credentials: users * invocations });
    return broken === undefined ? [] : [`${target} with many login sessions: ${broken}`];
  });

/** UNTRUSTED: copies of logins take other memory than the logins themselves. */
export const copyFaults = ({ experiments: { footprint } }: Judged): string[] =>
  (footprint?.memoryChecks ?? []).flatMap(({ target, copiesOverLogins: { value, low, high } }) => {
    const excludesOne = low > 1 || high < 1;
    return excludesOne && Math.max(value, 1 / value) > MAX_COPY_DEVIATION
      ? [`copies of login sessions of ${target} take ${value.toFixed(2)} times the memory of real ones`]
      : [];
  });

/** UNSTABLE: most of it was disturbed. */
export const footprintDisturbances = ({ experiments: { footprint } }: Judged): string[] => {
  if (footprint === undefined) return [];
  const { valid, noisy, incomplete } = footprint.flatBlocks;
  const all = valid + noisy + incomplete;
  return noisy > all * MAX_NOISY_SHARE ? [`${noisy} of ${all} blocks on a small or a full store were disturbed`] : [];
};
