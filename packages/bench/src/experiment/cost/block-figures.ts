// The figures of one block: CPU per request of one variant, and the overhead of its authentication.
import type { CostBlockRecord, CostVariantRecord } from '../../result/raw-record.ts';
import type { TargetName } from '../../target/target-name.ts';

/** One instance of a target: the first, or its A/A twin. */
export interface Instance {
  readonly target: TargetName;
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

/** Of the API's own process, in microseconds per request. */
export const appCpuUs = (block: CostBlockRecord, instance: Instance, operation: 'me' | 'public' = 'me'): number => {
  const variant = variantOf(block, instance, operation);
  return variant.appCpuUs / variant.outcome.completed;
};

/**
 * What an authenticated request makes Redis do, in microseconds. The Redis of the control arm, of which nothing is
 * asked, is the measure of an idle one: in the same block and on the same busy machine. An idle rate taken on a quiet
 * machine is off by microseconds, and gave targets without Redis a cost below zero.
 */
export const redisCpuUs = (block: CostBlockRecord, instance: Instance): number => {
  const [me, open] = [variantOf(block, instance, 'me'), variantOf(block, instance, 'public')];
  return (totalRedisUs(me) - totalRedisUs(open)) / me.outcome.completed;
};

const totalRedisUs = ({ redisCpuUs: beyondIdleUs, redisIdleUs }: CostVariantRecord): number =>
  beyondIdleUs + redisIdleUs;

/** App and Redis of an authenticated request, in microseconds. */
export const meCpuUs = (block: CostBlockRecord, instance: Instance): number =>
  appCpuUs(block, instance) + redisCpuUs(block, instance);

/** What an authenticated request costs more than one without authentication, in microseconds. */
export const overheadUs = (block: CostBlockRecord, instance: Instance): number =>
  meCpuUs(block, instance) - appCpuUs(block, instance, 'public');
