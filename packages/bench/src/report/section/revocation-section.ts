// How long a revoked credential lives on, after what, on how many replicas, and whether the instruments agree on it.
import type { RevocationRow, Summary } from '../../result/summary.ts';
import { lagChart, lagChartHeight } from '../chart/lag-chart.ts';
import { lagGridChart, lagGridHeight } from '../chart/lag-grid-chart.ts';
import { lagCurveChart, lagCurveChartHeight, lagCurveRows } from '../chart/lag-curve-chart.ts';
import { duration, figure, percent } from '../figure.ts';
import { mainRows, settingText } from '../../result/revocation-rows.ts';
import type { ReportPicture, ReportSection } from '../section.ts';

export const revocationSections = ({ revocation, experiments }: Summary): ReportSection[] => {
  const main = mainRows(revocation);
  const [first] = main;
  if (first === undefined) return [];
  return [
    {
      title: 'How long a revoked credential lives on',
      note:
        'From the answer to the revoking request. Each time lies between the last request that was accepted and the first ' +
        `that was refused, on the slowest of the replicas. Here: ${settingText(first)}.`,
      pictures: [
        {
          label: 'How long a revoked credential was still accepted, by strategy and event',
          caption:
            'In how many of the trials the credential was accepted after the answer, and for how long at most, on the slowest of the replicas.',
          // Cells need width; a phone has a line for each.
          draw: (size) =>
            size === 'wide'
              ? { option: lagGridChart(main), height: lagGridHeight(main) }
              : { option: lagChart(main, size), height: lagChartHeight(main, size) },
        },
        ...curvePictures(main),
      ],
      table: {
        head: ['strategy', 'event', 'still accepted', 'median', 'longest', 'came back to life', 'others refused'],
        rows: main.map(rowOf),
      },
    },
    ...settingSections(revocation, experiments.revocation),
    ...(revocation.some(({ stamped }) => stamped !== undefined) ? [instrumentSection(revocation)] : []),
  ];
};

const curvePictures = (rows: readonly RevocationRow[]): ReportPicture[] => {
  const logouts = lagCurveRows(rows);
  if (logouts.length === 0) return [];
  return [
    {
      label: 'Share of the trials in which a credential had ended, by time after the answer to the logout',
      caption:
        'Each lag is known only to lie between two requests, so its distribution lies inside the band, and no line is drawn ' +
        'through it. Lags that no probe could tell from none begin at the left edge.',
      draw: (size) => ({ option: lagCurveChart(logouts, size), height: lagCurveChartHeight(logouts, size) }),
    },
  ];
};

const rowOf = (row: RevocationRow): string[] => [
  nameOf(row),
  row.event,
  acceptedText(row),
  band(row.lagMs.p50, row.lagUpperMs.p50),
  longestText(row),
  `${row.resurrections}`,
  `${row.falseRejects} of ${row.bystanderRequests}`,
];

const nameOf = (row: RevocationRow): string =>
  row.accessTtlSeconds === undefined ? row.target : `${row.target} (token of ${row.accessTtlSeconds} s)`;

const acceptedText = ({ staleTrials, trials, staleTrialShare }: RevocationRow): string =>
  `in ${staleTrials} of ${trials} trials (${percent(staleTrialShare.low)} to ${percent(staleTrialShare.high)})`;

const longestText = (row: RevocationRow): string =>
  row.neverRefused > 0 ? `never refused in ${row.neverRefused} trials` : band(row.lagMs.max, row.lagUpperMs.max);

const band = (lowMs: number, highMs: number): string =>
  lowMs === highMs ? duration(lowMs) : `${duration(lowMs)} to ${duration(highMs)}`;

/** Only where more than one setting was run: all events of a strategy in a setting together. */
const settingSections = (
  rows: readonly RevocationRow[],
  result: Summary['experiments']['revocation'],
): ReportSection[] => {
  const groups = groupsOf(rows, (row) => `${nameOf(row)} ${settingText(row)}`);
  if (new Set(rows.map(settingText)).size < 2) return [];
  return [
    {
      title: 'On more replicas, and under load',
      note: ['All revoking events of a strategy together.', ...(result?.loads ?? []).map(loadText)].join(' '),
      pictures: [],
      table: {
        head: ['strategy', 'setting', 'still accepted', 'logout: median', 'longest of all', 'came back to life'],
        rows: groups.map((group) => {
          const [first] = group as [RevocationRow];
          const logout = group.find(({ event }) => event === 'logout') ?? first;
          const latest = group.toSorted((left, right) => right.lagMs.max - left.lagMs.max)[0] ?? first;
          return [
            nameOf(first),
            settingText(first),
            `in ${total(group, 'staleTrials')} of ${total(group, 'trials')} trials`,
            band(logout.lagMs.p50, logout.lagUpperMs.p50),
            total(group, 'neverRefused') > 0 ? 'some never refused' : longestText(latest),
            `${total(group, 'resurrections')}`,
          ];
        }),
      },
    },
  ];
};

type Loads = NonNullable<Summary['experiments']['revocation']>['loads'];

const loadText = ({ target, ratePerSec, capacityPerSec, completed, lost }: Loads[number]): string =>
  `Beside ${target}: ${figure(ratePerSec)} requests/s of ${figure(capacityPerSec)} at most; ${completed} answered, ${lost} not.`;

const instrumentSection = (rows: readonly RevocationRow[]): ReportSection => ({
  title: 'Whether the instruments agree',
  note:
    'Probes see when a request was sent and answered; with each answer the server stamps when it wrote it, which may be after ' +
    'the ack for a request that was sent before. An attacker who ' +
    'asks at a fixed rate must be served as often as credentials live long: 5 % of the ranges miss by chance. Tokens that ' +
    'cannot be revoked must end when their `exp` says so.',
  pictures: [],
  table: {
    head: [
      'strategy',
      'setting',
      'bracket, median',
      'last accepted answer written',
      'brackets that exclude each other',
      'attacker outside of the range',
      'tokens that broke the law of expiry',
    ],
    rows: groupsOf(rows, (row) => `${nameOf(row)} ${settingText(row)}`).map((group) => {
      const [first] = group as [RevocationRow];
      const stamped = group.flatMap((row) => row.stamped ?? []);
      const laws = group.flatMap(({ law }) => law ?? []);
      return [
        nameOf(first),
        settingText(first),
        first.bracketMs === undefined ? '' : duration(first.bracketMs.p50),
        stamped.length === 0 ? '' : duration(Math.max(...stamped.map(({ lagMs }) => lagMs.max))),
        stamped.length === 0
          ? ''
          : `${sum(stamped.map(({ disagreements }) => disagreements))} of ${total(group, 'trials')} trials`,
        `${group.filter(isOutside).length} of ${group.length} events`,
        laws.length === 0 ? '' : `${sum(laws.map(({ broken }) => broken))} of ${sum(laws.map(({ trials }) => trials))}`,
      ];
    }),
  },
});

const isOutside = ({ attacker }: RevocationRow): boolean =>
  attacker !== undefined &&
  (attacker.staleAccepts < attacker.expected.low || attacker.staleAccepts > attacker.expected.high);

const groupsOf = <Row>(rows: readonly Row[], name: (row: Row) => string): Row[][] =>
  [...new Set(rows.map(name))].map((key) => rows.filter((row) => name(row) === key));

type Counted = 'trials' | 'staleTrials' | 'neverRefused' | 'resurrections';

const total = (rows: readonly RevocationRow[], key: Counted): number => sum(rows.map((row) => row[key]));

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
