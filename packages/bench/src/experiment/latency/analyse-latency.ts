// From the rounds of a run to its figures: pure, so that an old run can be analysed again.
import { mergeTimes, percentileMs } from '../../load/time-histogram.ts';
import type { LatencyProfile } from '../../profile/latency-profile.ts';
import { GENERATOR_RULES } from '../../result/judge-latency.ts';
import type { LatencyBlockRecord, LatencyRoundRecord } from '../../result/raw-record.ts';
import type { LatencyCapacity, LatencyResult } from '../../result/latency-result.ts';
import type { TargetName } from '../../target/target-name.ts';
import { bracketOf, BOUNDS_MS, MAX_STEP_LATENESS_MS } from './capacity-search.ts';
import { slowestTarget } from './common-rates.ts';
import { estimateOf } from './estimate.ts';
import { chosenBlock, latencyLevels } from './latency-levels.ts';
import { LATENCY_BLOCK_RULES } from './latency-rules.ts';

export interface LatencyAnalysisOptions {
  readonly targets: readonly TargetName[];
  readonly profile: LatencyProfile;
}

/** @throws {TypeError} when a target has no round in which its capacity was looked for */
export const analyseLatency = (
  records: readonly LatencyRoundRecord[],
  { targets, profile }: LatencyAnalysisOptions,
): LatencyResult => {
  const levels = latencyLevels(records, targets);
  const slowest = slowestTarget(records);
  const settled = records.filter(({ warmup }) => warmup.settled).length;
  return {
    users: profile.users,
    rounds: profile.rounds,
    stepSeconds: profile.search.stepSeconds,
    ...(slowest === undefined ? {} : { slowest }),
    capacity: targets.map((target) => capacityOf(target, records)),
    levels,
    blocks: countBlocks(records),
    steps: countSteps(records),
    rules: [...LATENCY_BLOCK_RULES, ...GENERATOR_RULES],
    warmup: { settled, unsettled: records.length - settled },
    generator: generatorProof(records, levels),
  };
};

/** Over all rounds in which it was looked for; a bound that was met in some of them only has no figure. */
const capacityOf = (target: TargetName, records: readonly LatencyRoundRecord[]): LatencyCapacity => {
  const searched = records.filter((record) => record.target === target && record.steps.length > 0);
  const within = BOUNDS_MS.map((boundMs) => {
    const served = searched.flatMap(({ steps }) => bracketOf(steps, boundMs).served ?? []);
    const isKnown = served.length > 0 && served.length === searched.length;
    return { boundMs, ...(isKnown ? { ratePerSec: estimateOf(served) } : {}) };
  });
  return { target, ceilingPerSec: estimateOf(searched.flatMap(({ ceilingPerSec }) => ceilingPerSec ?? [])), within };
};

/** A block that was measured several times counts once. */
const countBlocks = (records: readonly LatencyRoundRecord[]): LatencyResult['blocks'] => {
  const slots = records.flatMap((record) =>
    [...new Set(record.blocks.map(({ share }) => share))].map((share) => chosenBlock(record, share)?.state),
  );
  const count = (state: LatencyBlockRecord['state'] | undefined): number =>
    slots.filter((slot) => slot === state).length;
  return { planned: slots.length, valid: count('valid'), noisy: count('noisy'), incomplete: count(undefined) };
};

const countSteps = (records: readonly LatencyRoundRecord[]): LatencyResult['steps'] => {
  const steps = records.flatMap((record) => record.steps);
  const late = steps.filter(({ latenessP99Ms }) => latenessP99Ms > MAX_STEP_LATENESS_MS);
  return { measured: steps.length, late: late.length };
};

const generatorProof = (
  records: readonly LatencyRoundRecord[],
  levels: LatencyResult['levels'],
): LatencyResult['generator'] => {
  const blocks = records.flatMap((record) =>
    levels.flatMap(({ share, target }) => (target === record.target ? (chosenBlock(record, share) ?? []) : [])),
  );
  const total = (count: 'offered' | 'sent' | 'completed'): number =>
    blocks.reduce((sum, { counts }) => sum + counts[count], 0);
  return {
    pinned: records.every(({ pinned }) => pinned),
    nullCeilingPerSec: Math.min(...records.flatMap(({ nullCeilingPerSec }) => nullCeilingPerSec ?? [])),
    highestRatePerSec: Math.max(0, ...levels.map(({ ratePerSec }) => ratePerSec)),
    offered: total('offered'),
    sent: total('sent'),
    completed: total('completed'),
    latenessP99Ms: Math.max(0, ...blocks.map(({ times }) => percentileMs(mergeTimes([times.lateness]), 0.99))),
  };
};
