// The cost experiment as a part of a run.
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { Summary } from '../../result/summary.ts';
import type { Experiment } from '../experiment.ts';
import { duetsOf } from './duets.ts';
import { BLOCK_RULES } from './block-rules.ts';
import { type CostResult, runCost } from './run-cost.ts';
import { countSlots, selectBlocks } from './select-blocks.ts';
import { hasSettled } from './warm-up.ts';

export const costExperiment: Experiment = async (context) => {
  const profile = context.profile.cost;
  const result = await runCost({ ...context, duets: duetsOf(context.targets), profile });
  const { cost, comparisons, noiseFloor, knownEffect, blocks, redisVersion } = result;
  return {
    summary: {
      cost: [...cost],
      comparisons: [...comparisons],
      ...(noiseFloor === undefined ? {} : { noiseFloor }),
      ...(knownEffect === undefined ? {} : { knownEffect }),
    },
    description: { cost: describe(result, profile) },
    records: blocks,
    redisVersion,
  };
};

const describe = (
  { blocks, invocations }: CostResult,
  profile: CostProfile,
): NonNullable<Summary['experiments']['cost']> => {
  // Of the blocks that count: the warm-up is busy with compiling, and disturbed blocks are told apart by their number.
  const counted = selectBlocks(blocks).flatMap((rate) => rate.invocations.flat());
  const outcomes = counted.flatMap(({ variants }) => variants.map(({ outcome }) => outcome));
  const requests = outcomes.reduce((sum, outcome) => sum + outcome.completed, 0);
  const warmUps = Object.values(
    Object.groupBy(
      blocks.filter(({ phase }) => phase === 'warm-up'),
      ({ duet, invocation }) => `${duet}/${invocation}`,
    ),
  );
  const settled = warmUps.filter((warmUp = []) => hasSettled(warmUp)).length;
  return {
    ratesPerSec: [...profile.ratesPerSec],
    blockSeconds: profile.blockSeconds,
    users: profile.users,
    invocations,
    blocks: countSlots(blocks),
    rules: [...BLOCK_RULES],
    latenessP99Us: Math.max(0, ...outcomes.map(({ lateness }) => lateness.p99Us)),
    generatorUtilization: Math.max(0, ...counted.map(({ generator }) => generator.utilization)),
    generatorCpuUsPerRequest: counted.reduce((sum, { generator }) => sum + generator.cpuUs, 0) / Math.max(1, requests),
    warmup: { settled, unsettled: warmUps.length - settled },
  };
};
