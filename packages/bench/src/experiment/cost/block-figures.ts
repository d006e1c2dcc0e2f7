// The figures of one block: CPU per request of one variant, and the overhead of its authentication.
import type { CostArm, CostBlockRecord, CostOperation, CostVariantRecord } from '../../result/raw-record.ts';
import type { TargetName } from '../../target/target-name.ts';

/** One instance of a target: itself, its twin, or the one with the known effect. */
export interface Instance {
  readonly target: TargetName;
  readonly arm: CostArm;
}

/** @throws {TypeError} when the block holds no such variant */
export const variantOf = (
  block: Pick<CostBlockRecord, 'variants'>,
  { target, arm }: Instance,
  operation: CostOperation,
): CostVariantRecord => {
  const found = block.variants.find(
    (variant) => variant.target === target && variant.arm === arm && variant.operation === operation,
  );
  if (found === undefined) throw new TypeError(`the block holds no ${operation} of ${target}`);
  return found;
};

/** Of the API's own process, in microseconds per request. */
export const appCpuUs = (block: CostBlockRecord, instance: Instance, operation: CostOperation = 'me'): number => {
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

/** What an authenticated request costs more with the known effect than without, in microseconds of the API's process. */
export const addedCpuUs = (block: CostBlockRecord, target: TargetName): number => {
  const instance = { target, arm: 'known-effect' } as const;
  return appCpuUs(block, instance, 'me-with-effect') - appCpuUs(block, instance, 'me');
};
