// How long a revoked credential lives on.
import type { RevocationRow, Summary } from '../../result/summary.ts';
import { lagChart, lagChartHeight } from '../chart/lag-chart.ts';
import { duration, percent } from '../figure.ts';
import type { ReportSection } from '../section.ts';

export const revocationSections = (summary: Summary): ReportSection[] =>
  summary.revocation.length === 0
    ? []
    : [
        {
          title: 'How long a revoked credential lives on',
          note:
            'From the answer to the revoking request. Each time lies between the last request that was accepted and the first ' +
            'that was refused, on the slowest of the replicas.',
          pictures: [
            {
              label: 'How long a revoked credential was still accepted, by strategy and event',
              caption: 'Dot: median of the trials; end of the bar: the longest. On the slowest of the replicas.',
              draw: (size) => ({ option: lagChart(summary, size), height: lagChartHeight(summary, size) }),
            },
          ],
          table: {
            head: ['strategy', 'event', 'still accepted', 'median', 'longest', 'came back to life', 'others refused'],
            rows: summary.revocation.map(rowOf),
          },
        },
      ];

const rowOf = (row: RevocationRow): string[] => [
  row.accessTtlSeconds === undefined ? row.target : `${row.target} (token of ${row.accessTtlSeconds} s)`,
  row.event,
  `in ${row.staleTrials} of ${row.trials} trials (${percent(row.staleTrialShare.low)} to ${percent(row.staleTrialShare.high)})`,
  band(row.lagMs.p50, row.lagUpperMs.p50),
  row.neverRefused > 0 ? `never refused in ${row.neverRefused} trials` : band(row.lagMs.max, row.lagUpperMs.max),
  `${row.resurrections}`,
  `${row.falseRejects} of ${row.bystanderRequests}`,
];

const band = (lowMs: number, highMs: number): string =>
  lowMs === highMs ? duration(lowMs) : `${duration(lowMs)} to ${duration(highMs)}`;
