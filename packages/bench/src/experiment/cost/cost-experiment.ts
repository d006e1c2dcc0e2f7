// The cost experiment as a part of a run.
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import type { Summary } from '../../result/summary.ts';
import type { Experiment } from '../experiment.ts';
import { duetsOf } from './duets.ts';
import { BLOCK_RULES } from './block-rules.ts';
import { type CostResult, runCost } from './run-cost.ts';
import { countSlots, selectBlocks } from './select-blocks.ts';
import { hasSettled } from './warm-up.ts';

/** CPU added to each request of one arm, to see whether the lab finds what is there. */
const KNOWN_EFFECT_US = 25;

export const costExperiment: Experiment = async (context) => {
  const profile = context.profile.cost;
  const duets = duetsOf(context.targets);
  const result = await runCost({ ...context, duets, profile, addedUs: KNOWN_EFFECT_US });
  const { cost, comparisons, noiseFloor, knownEffect, blocks, redisVersion } = result;
  return {
    summary: {
      cost: [...cost],
      comparisons: [...comparisons],
      ...(noiseFloor === undefined ? {} : { noiseFloor }),
      ...(knownEffect === undefined ? {} : { knownEffect }),
    },
    description: { cost: { ...describe(result, profile), redisDelayMs: context.redisDelayMs } },
    records: blocks,
    redisVersion,
  };
};

const describe = (
  { blocks, invocations }: CostResult,
  profile: CostProfile,
): Omit<NonNullable<Summary['experiments']['cost']>, 'redisDelayMs'> => {
  // Of the blocks that count: the warm-up is busy with compiling, and disturbed blocks are told apart by their number.
  const counted = selectBlocks(blocks).flatMap((rate) => rate.invocations.flat());
  const outcomes = counted.flatMap(({ variants }) => variants.map(({ outcome }) => outcome));
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
    generatorCpuUsPerRequest: generatorCpuUs(selectBlocks(blocks).at(-1)?.invocations.flat() ?? []),
    warmup: { settled, unsettled: warmUps.length - settled },
  };
};

/** Its timers cost the same at any rate, so it costs more per request at a low one: said of the headline rate. */
const generatorCpuUs = (blocks: readonly CostBlockRecord[]): number => {
  const outcomes = blocks.flatMap(({ variants }) => variants.map(({ outcome }) => outcome));
  const requests = outcomes.reduce((sum, { completed }) => sum + completed, 0);
  return blocks.reduce((sum, { generator }) => sum + generator.cpuUs, 0) / Math.max(1, requests);
};
