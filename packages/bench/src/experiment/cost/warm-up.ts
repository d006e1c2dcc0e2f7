// Whether the processes have warmed up: the cost of a request has stopped falling.
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { covariance, mean } from '../../stats/moments.ts';

const WINDOW = 4;
/** Per block, relative to the mean: above it the just-in-time compiler is still at work. A rise has other causes. */
const MAX_FALL = 0.02;

/** Looks at the last four blocks, in which each process has served both roles twice. */
export const hasSettled = (blocks: readonly Pick<CostBlockRecord, 'variants'>[]): boolean => {
  const costs = blocks.slice(-WINDOW).map(cpuUsPerRequest);
  if (costs.length < WINDOW) return false;
  const positions = costs.map((_, index) => index);
  const slope = covariance(positions, costs) / covariance(positions, positions);
  return -slope / mean(costs) <= MAX_FALL;
};

/** Of all processes together. */
export const cpuUsPerRequest = ({ variants }: Pick<CostBlockRecord, 'variants'>): number =>
  variants.reduce((sum, variant) => sum + variant.appCpuUs, 0) /
  Math.max(
    1,
    variants.reduce((sum, variant) => sum + variant.outcome.completed, 0),
  );
