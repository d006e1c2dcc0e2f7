// The figures of one block: CPU per request of one variant, and the overhead of its authentication.
import type { Strategy } from '@authlab/contract';
import type { CostBlockRecord, CostVariantRecord } from '../../result/raw-record.ts';

/** One instance of a target: the first, or its A/A twin. */
export interface Instance {
  readonly target: Strategy;
  readonly twin: boolean;
}

/** @throws {TypeError} when the block holds no such variant */
export const variantOf = (
  block: Pick<CostBlockRecord, 'variants'>,
  { target, twin }: Instance,
  operation: 'me' | 'public',
): CostVariantRecord => {
  const found = block.variants.find(
    (variant) => variant.target === target && variant.twin === twin && variant.operation === operation,
  );
  if (found === undefined) throw new TypeError(`the block holds no ${operation} of ${target}`);
  return found;
};

/** App and Redis together, in microseconds. */
const cpuUsPerRequest = ({ appCpuUs, redisCpuUs, outcome }: CostVariantRecord): number =>
  (appCpuUs + redisCpuUs) / outcome.completed;

/** App and Redis of an authenticated request, in microseconds. */
export const meCpuUs = (block: CostBlockRecord, instance: Instance): number =>
  cpuUsPerRequest(variantOf(block, instance, 'me'));

/** What an authenticated request costs more than one without authentication, in microseconds. */
export const overheadUs = (block: CostBlockRecord, instance: Instance): number =>
  meCpuUs(block, instance) - cpuUsPerRequest(variantOf(block, instance, 'public'));
