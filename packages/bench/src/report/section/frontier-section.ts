// The headline picture: what a strategy costs against how long it still accepts what was revoked.
import type { Summary } from '../../result/summary.ts';
import { frontierChart, frontierChartHeight } from '../chart/frontier-chart.ts';
import { duration, figureWithInterval } from '../figure.ts';
import { type FrontierPoint, frontierOf } from '../frontier-points.ts';
import type { ReportSection } from '../section.ts';

/** Needs at least one strategy that was measured in both experiments. */
export const frontierSections = (summary: Summary): ReportSection[] => {
  const { points, hasRefreshes } = frontierOf(summary);
  if (points.length === 0) return [];
  return [
    {
      title: 'Cost against staleness',
      note: 'Further left is cheaper, further down is safer.',
      pictures: [
        {
          label: 'CPU per request against the time for which a revoked credential is accepted, by strategy',
          caption:
            `${finding(points)} Across: the 95 % interval of the cost${hasRefreshes ? ', with the refreshes of a user with 18 requests to a refresh, at the most they can cost' : ', without refreshes'}. ` +
            'Up: from the median to the longest of all trials after a logout; what was never accepted after it lies on the line of 1 ms. ' +
            'Hollow: half the lifetime and all of it, by the law that the trials confirm. Pale: another strategy is cheaper, not later, and promises no less.',
          draw: (size) => ({ option: frontierChart(points, size), height: frontierChartHeight(size) }),
        },
      ],
      table: {
        head: ['strategy', 'CPU, us per request', 'median lag', 'longest', 'with tokens of 15 min', ''],
        rows: points.map((point) => [
          point.target,
          figureWithInterval(point.cpuUs),
          point.medianMs === 0 ? 'none seen' : duration(point.medianMs),
          point.longestMs === 0 ? `none seen (below ${duration(point.resolvedMs)})` : duration(point.longestMs),
          point.lifetimeMs === undefined ? '' : `up to ${point.lifetimeMs / 60_000} min`,
          point.isDominated ? 'another is cheaper, not later, and promises no less' : '',
        ]),
      },
    },
  ];
};

/** What there is to choose between. */
const finding = (points: readonly FrontierPoint[]): string => {
  const best = points.filter(({ isDominated }) => !isDominated).map(({ target }) => target);
  return best.length === points.length
    ? 'None of these is both cheaper and safer than another.'
    : `To choose between: ${best.join(', ')}.`;
};
