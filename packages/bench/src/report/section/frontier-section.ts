// The headline picture: what a strategy costs against how long it still accepts what was revoked.
import type { Summary } from '../../result/summary.ts';
import { frontierChart, frontierPoints } from '../chart/frontier-chart.ts';
import type { ReportSection } from '../section.ts';

/** Needs at least one strategy that was measured in both experiments. */
export const frontierSections = (summary: Summary): ReportSection[] => {
  const points = frontierPoints(summary);
  if (points.length === 0) return [];
  return [
    {
      title: 'Cost against staleness',
      note: 'Further left is cheaper, further down is safer.',
      pictures: [
        {
          label: 'CPU per request against the longest time that a revoked credential was accepted, by strategy',
          caption:
            'The bar is the 95 % interval of the cost; the height is the longest time in all trials for which a credential ' +
            'was still accepted after the answer to its logout.',
          draw: (size) => ({ option: frontierChart(points, size) }),
        },
      ],
    },
  ];
};
