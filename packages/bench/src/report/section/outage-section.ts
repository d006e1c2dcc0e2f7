// What happens to users, and to revoked credentials, when Redis fails.
import { OUTAGE_FAULTS, type OutageFault } from '../../result/outage-record.ts';
import type { OutageResult, OutageRow } from '../../result/outage-result.ts';
import type { Summary } from '../../result/summary.ts';
import { outageGridChart, outageGridHeight } from '../chart/outage-grid-chart.ts';
import { outageTimelineChart, outageTimelineHeight } from '../chart/outage-timeline-chart.ts';
import { duration } from '../figure.ts';
import { namesOf } from '../outage-sentences.ts';
import type { ReportPicture, ReportSection } from '../section.ts';
import { leftOutText } from './left-out-text.ts';
import { FAULT_TEXTS } from './fault-text.ts';
import {
  cellText,
  logoutText,
  lostText,
  noticedText,
  outageFindings,
  p99Text,
  shareText,
  unacknowledgedText,
} from './outage-text.ts';

export const outageSections = ({ experiments: { outage } }: Summary): ReportSection[] =>
  outage === undefined || outage.rows.length === 0 ? [] : [matrixSection(outage), timelineSection(outage)];

const faultsOf = ({ rows }: OutageResult): OutageFault[] =>
  OUTAGE_FAULTS.filter((fault) => rows.some((row) => row.fault === fault));

const targetsOf = ({ rows }: OutageResult): OutageRow['target'][] => [...new Set(rows.map(({ target }) => target))];

const matrixSection = (outage: OutageResult): ReportSection => ({
  title: 'When Redis fails: who is served, and does a revoked credential come back',
  note:
    `Two replicas, ${outage.usersPerSec} GET /me a second of users who never log out, and revoked credentials presented ` +
    `${outage.victimPerSec} times a second to each replica: three whose logout came shortly before the fault, two that log out during it and ` +
    'try again until it is acknowledged. A fault that does not end by itself lasts ' +
    `${outage.faultSeconds} s. Redis gets ${outage.deadlineMs} ms to answer; session/tracked and jwt/pushed are closed without a proof of their ` +
    `link for ${duration(outage.staleMs)}. Silent links are ${outage.silence}. ${leftOutText(outage)}Tokens outlive the trials, so jwt/stateless shows what it ` +
    'always does: a revoked token is good until it expires.',
  pictures: [gridPicture(outage)],
  table: {
    head: ['fault', ...targetsOf(outage)],
    rows: faultsOf(outage).map((fault) => [
      FAULT_TEXTS[fault].title,
      ...targetsOf(outage).map((target) => {
        const row = outage.rows.find((one) => one.fault === fault && one.target === target);
        return row === undefined ? '-' : cellText(row);
      }),
    ]),
  },
});

const gridPicture = ({ rows }: OutageResult): ReportPicture => ({
  label:
    'Matrix of faults and strategies: how long users were not served, and how long revoked credentials were accepted',
  caption:
    `${gridFinding(rows)} In each cell, above: for how long users were not served, in the longest trial; below: for how long after its ` +
    'logout a revoked credential was accepted, with > where it still was when the watch ended. Frames: thick, a revoked credential was accepted beyond the ' +
    'promise of the strategy, or until the watch ended; dashed, users lost their logins.',
  draw: (size) => ({ option: outageGridChart(rows, size), height: outageGridHeight(rows) }),
});

const gridFinding = (rows: readonly OutageRow[]): string => {
  const revived = rows.filter(({ victims }) => victims.revived > 0);
  if (revived.length === 0) return 'No revoked credential came back to life.';
  return `A revoked credential came back to life with ${new Intl.ListFormat('en').format(namesOf(revived))}.`;
};

const timelineSection = (outage: OutageResult): ReportSection => ({
  title: 'Redis fails: the figures, and the course of the faults that teach most',
  note:
    'Shares are of the requests that users sent while the fault lasted; a 401 for a user who never logged out is a false reject. Noticed: ' +
    'when the first 503 arrived. A logout that cannot be stored has to be answered 503, and one that is answered 204 has to hold; never ' +
    'acknowledged are those that were answered 503 and not 204 later: of them nothing was promised.',
  pictures: faultsOf(outage)
    .filter((fault) => FAULT_TEXTS[fault].isDrawn)
    .map((fault) =>
      timelinePicture(
        fault,
        outage.rows.filter((row) => row.fault === fault),
      ),
    ),
  table: {
    head: [
      'fault',
      'strategy',
      '503, 401, no answer',
      'p99 of GET /me (before it)',
      'noticed after',
      "logouts during it; others' 204 undone",
      'logins lost',
    ],
    rows: outage.rows.map((row) => [
      FAULT_TEXTS[row.fault].short,
      row.target,
      [row.during.unavailable, row.during.refused, row.during.unanswered]
        .map((count) => shareText(count, row))
        .join(', '),
      p99Text(row),
      noticedText(row),
      [logoutText(row), `${row.acknowledged.undone} of ${row.acknowledged.logouts}`, unacknowledgedText(row)]
        .filter((part) => part !== '')
        .join('; '),
      lostText(row) === '' ? '0' : lostText(row),
    ]),
  },
});

const timelinePicture = (fault: OutageFault, rows: readonly OutageRow[]): ReportPicture => {
  const { title } = FAULT_TEXTS[fault];
  return {
    label: `Answers by time: ${title}`,
    caption:
      `${title.charAt(0).toUpperCase()}${title.slice(1)}. ${outageFindings(rows)}. Shaded: the fault. Bars: what users were ` +
      'answered, as shares of each 0.2 s; triangles: acknowledged logouts; dots: requests with a revoked credential that were accepted; ' +
      'a gap: the lab itself stood still.',
    draw: (size) => ({ option: outageTimelineChart(rows, size), height: outageTimelineHeight(rows) }),
  };
};
