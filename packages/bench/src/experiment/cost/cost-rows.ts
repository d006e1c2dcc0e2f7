// What each target costs at each rate, with intervals over invocations.
import type { CostBlockRecord, CostVariantRecord } from '../../result/raw-record.ts';
import type { CostRow } from '../../result/summary.ts';
import type { Interval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { mean } from '../../stats/moments.ts';
import { appCpuUs, meCpuUs, overheadUs, redisCpuUs, variantOf } from './block-figures.ts';
import type { SelectedBlocks } from './select-blocks.ts';
import type { TargetName } from '../../target/target-name.ts';

/** @throws {TypeError} on fewer than two invocations */
export const costRow = (target: TargetName, { ratePerSec, invocations }: SelectedBlocks): CostRow => {
  const instance = { target, arm: 'target' } as const;
  const over = (figure: (block: CostBlockRecord) => number): Interval =>
    meanInterval(invocations.map((blocks) => mean(blocks.map(figure))));
  const served = invocations.flat().map((block) => variantOf(block, instance, 'me'));
  const requests = total(served, (variant) => variant.outcome.completed);
  const redisCommands = addCommands(served);
  return {
    target,
    ratePerSec,
    invocations: invocations.length,
    requests,
    appCpuUs: over((block) => appCpuUs(block, instance)),
    redisCpuUs: over((block) => redisCpuUs(block, instance)),
    cpuUs: over((block) => meCpuUs(block, instance)),
    authOverheadUs: over((block) => overheadUs(block, instance)),
    redisCommandsPerRequest: Object.fromEntries(
      Object.entries(redisCommands).map(([command, calls]) => [command, calls / requests]),
    ),
    redisCommands,
    bytesInPerRequest: total(served, (variant) => variant.bytesIn) / requests,
    bytesOutPerRequest: total(served, (variant) => variant.bytesOut) / requests,
  };
};

const total = (variants: readonly CostVariantRecord[], of: (variant: CostVariantRecord) => number): number =>
  variants.reduce((sum, variant) => sum + of(variant), 0);

const addCommands = (variants: readonly CostVariantRecord[]): Record<string, number> => {
  const names = [...new Set(variants.flatMap((variant) => Object.keys(variant.redisCommands)))].toSorted();
  return Object.fromEntries(
    names.map((name) => [name, total(variants, (variant) => variant.redisCommands[name] ?? 0)]),
  );
};
