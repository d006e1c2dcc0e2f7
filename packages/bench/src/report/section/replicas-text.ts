// The figures of the replicas experiment in words.
import type { Arm, ReplicasStory } from '../../result/replicas-record.ts';
import type { ReplicasRow } from '../../result/replicas-result.ts';
import { duration, percent } from '../figure.ts';

export const REPLICAS_STORY_TEXTS: Readonly<Record<ReplicasStory, string>> = {
  steady: 'nothing happens',
  kill: 'one of three is killed, and started again',
  'rolling-restart': 'each in turn is told to stop, and replaced',
};

/** Such as `session/memory, sticky`. */
export const armText = ({ target, affinity }: Arm): string =>
  `${target}, ${affinity === 'cookie' ? 'sticky' : 'round-robin'}`;

/** Such as `20 of 120 users (10.5 % to 24.6 %), in 2 of 2 rounds`. */
export const lostText = ({ loginsLost: { users, share, rounds }, ...row }: ReplicasRow): string => {
  const interval = `${percent(share.low)} to ${percent(share.high)}`;
  const place = users === 0 ? '' : `, in ${rounds} of ${row.rounds} rounds`;
  return `${users} of ${row.users} users (${interval})${place}`;
};

/** Such as `3 of 4210: 3 without an answer (connection closed)`. */
export const failedText = ({ failed, requests }: ReplicasRow): string => {
  const byText = Map.groupBy(Object.entries(failed), ([kind]) => kindText(kind));
  const kinds = [...byText].map(([text, own]) => `${failedCount({ failed: Object.fromEntries(own) })} ${text}`);
  return `${failedCount({ failed })} of ${requests}${kinds.length === 0 ? '' : `: ${kinds.join(', ')}`}`;
};

const failedCount = ({ failed }: Pick<ReplicasRow, 'failed'>): number =>
  Object.values(failed).reduce((sum, count) => sum + count, 0);

const kindText = (kind: string): string => {
  if (/^\d+$/u.test(kind)) return `answered ${kind}`;
  return /TIMEOUT/u.test(kind) ? 'not answered in time' : 'without an answer (connection closed)';
};

/** From the first event to the last request that was not served. */
export const normalText = ({ normalAfterMs, neverNormal, rounds }: ReplicasRow): string => {
  if (normalAfterMs === undefined) return 'never';
  const longest = normalAfterMs.max === 0 ? 'all were served' : `after ${duration(normalAfterMs.max)}`;
  return neverNormal === 0 ? longest : `${longest}; never in ${neverNormal} of ${rounds} rounds`;
};

/** What the arms came to, for a caption: those that came to the same stand together. */
export const replicasFindings = (rows: readonly ReplicasRow[]): string =>
  [...Map.groupBy(rows, findingOf)].map(([finding, own]) => `${own.map(armText).join('; ')}: ${finding}`).join('. ');

const findingOf = (row: ReplicasRow): string => {
  const { loginsLost, users, requests } = row;
  const lost = loginsLost.users === 0 ? `none of ${users} users` : `${loginsLost.users} of ${users} users`;
  const failed = failedCount(row);
  return `${lost} lost the login, ${failed === 0 ? 'no request' : `${failed} of ${requests} requests`} failed`;
};
