// The figures of the outage experiment in words.
import { breaksBound } from '../../result/judge-outage.ts';
import type { OutageAnswers, OutageRow } from '../../result/outage-result.ts';
import type { Spread } from '../../stats/spread.ts';
import { duration, percent } from '../figure.ts';
import { spreadText } from './theft-text.ts';

export const sumOf = ({ accepted, refused, unavailable, other, unanswered }: OutageAnswers): number =>
  accepted + refused + unavailable + other + unanswered;

/** Of the users' requests while the fault lasted. */
export const shareText = (count: number, row: OutageRow): string =>
  count === 0 ? '0' : percent(count / sumOf(row.during));

/** What users got instead of an answer, such as `503`; empty where all got one. */
export const failuresOf = ({ during, after }: OutageRow): string => {
  const seen = (kind: keyof OutageAnswers): boolean => during[kind] + after[kind] > 0;
  return [
    ...(seen('unavailable') ? ['503'] : []),
    ...(seen('other') ? ['another error'] : []),
    ...(seen('unanswered') ? ['no answer'] : []),
  ].join(', ');
};

/** Both ends: of few trials none is the middle one. */
const rangeText = ({ min, max }: Spread): string => {
  const [low, high] = [duration(min), duration(max)];
  return low === high ? low : `${low} to ${high}`;
};

/** Such as `503 for 2.1 s to 2.3 s`. */
const serviceText = (row: OutageRow): string => {
  const failures = failuresOf(row);
  const falseRejects = row.during.refused + row.after.refused;
  return (
    [
      ...(failures === '' ? [] : [`${failures} for ${rangeText(row.failingMs)}`]),
      ...(falseRejects === 0 ? [] : [`${falseRejects} false 401`]),
    ].join(', ') || 'all served'
  );
};

/** Such as `revoked: accepted for 1.8 s`. */
const revokedText = (row: OutageRow): string => {
  const { acked, staleAccepts, lastStaleMs = 0, revived, alive } = row.victims;
  if (acked === 0) return 'nobody could log out';
  if (staleAccepts === 0) return 'revoked: 0';
  const lives = alive > 0 ? `${alive} of ${acked} alive at the end` : `for ${duration(lastStaleMs)}`;
  return `revoked: ${staleAccepts} accepted, ${lives}${revived > 0 ? `, ${revived} back to life` : ''}`;
};

export const lostText = ({ logins: { users, lost } }: OutageRow): string =>
  lost === 0 ? '' : `${lost} of ${users} logins lost`;

/** How long it was watched after the fault, in the trial that is drawn. */
const watchedText = ({ timeline: { fromMs, binMs, bins, endedMs } }: OutageRow): string =>
  duration(fromMs + binMs * bins.length - endedMs);

const healedText = (row: OutageRow): string => {
  if (failuresOf(row) === '') return '';
  if (row.healedMs === undefined || row.unhealed > 0) return `not healed within ${watchedText(row)}`;
  return row.healedMs.max === 0 ? 'healed at once' : `healed after ${rangeText(row.healedMs)}`;
};

/** A cell of the matrix as a sentence. */
export const cellText = (row: OutageRow): string =>
  [
    serviceText(row),
    revokedText(row),
    row.fault === 'failover-confirmed' ? unacknowledgedText(row) : '',
    healedText(row),
    lostText(row),
    breaksBound(row) ? `beyond its promise of ${row.boundMs} ms` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');

export const logoutText = ({ logouts }: OutageRow): string =>
  Object.entries(logouts)
    .map(([status, count]) => `${count} x ${status === '0' ? 'no answer' : status}`)
    .join(', ') || '-';

/** Such as `3 never acknowledged`: those that were answered 503 alone. */
export const unacknowledgedText = ({ unacknowledged = 0 }: OutageRow): string =>
  unacknowledged === 0 ? '' : `${unacknowledged} logouts never acknowledged`;

export const p99Text = ({ p99Ms, leadP99Ms }: OutageRow): string =>
  [p99Ms, leadP99Ms].map((ms) => (ms === undefined ? '-' : duration(ms))).join(' (') + ')';

export const noticedText = ({ noticedMs }: OutageRow): string =>
  noticedMs === undefined ? '-' : spreadText(noticedMs, duration);

/** What the strategies came to under one fault, for a caption: those that came to the same stand together. */
export const outageFindings = (rows: readonly OutageRow[]): string =>
  [...Map.groupBy(rows, findingOf)]
    .map(([finding, own]) => `${own.map(({ target }) => target).join(', ')}: ${finding}`)
    .join('; ');

const findingOf = (row: OutageRow): string => {
  const { users, lost } = row.logins;
  return [
    failuresOf(row) === '' ? 'nobody got 503' : `users got ${failuresOf(row)}`,
    ...(lost > 0 ? [`${lost === users ? 'all' : `${lost} of ${users}`} logins were lost`] : []),
    revokedFinding(row),
  ].join(', ');
};

const revokedFinding = ({ victims }: OutageRow): string => {
  const { acked, staleAccepts, alive, revived } = victims;
  if (acked === 0) return 'and no logout was possible';
  if (staleAccepts === 0) return 'and nothing revoked was accepted';
  const back = revived > 0 ? ` (${revived} of them after a refusal)` : '';
  if (alive > 0) return `and ${alive} of ${acked} revoked credentials were still accepted at the end${back}`;
  return `and revoked credentials were accepted for a while${back}`;
};
