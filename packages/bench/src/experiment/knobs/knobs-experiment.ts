// The knobs experiment: one choice at a time, from the default, each pair under the same load at the same moment.
import type { CostBlockRecord } from '../../result/raw-record.ts';
import type { KnobsResult } from '../../result/knobs-result.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { compareTargets } from '../cost/compare-targets.ts';
import { costRow } from '../cost/cost-rows.ts';
import { runCost } from '../cost/run-cost.ts';
import { countSlots, type SelectedBlocks, selectBlocks } from '../cost/select-blocks.ts';
import type { Experiment } from '../experiment.ts';
import { type Knob, KNOBS } from './knobs.ts';

/** Enough to see whether the lab is well; the cost experiment is judged by its own. */
const KNOWN_EFFECT_US = 25;

/** The targets of the run play no part: a knob says itself what it is turned on. */
export const knobsExperiment: Experiment = async (context) => {
  const { duetsOfKnobs, knobs: count, cost: profile } = context.profile.knobs;
  const groups = chunked(KNOBS.slice(0, count), duetsOfKnobs);
  const duets = groups.map((knobs) => [...new Set(knobs.flatMap(({ from, to }) => [from, to]))]);
  const { blocks, invocations, redisVersion } = await runCost({
    ...context,
    duets,
    profile,
    addedUs: KNOWN_EFFECT_US,
  });
  const rows = groups.flatMap((knobs, duet) =>
    rowsOf(
      knobs,
      blocks.filter((block) => block.duet === duet),
      context.seed,
    ),
  );
  return {
    summary: {},
    description: { knobs: { invocations, blocks: countSlots(blocks), rows } },
    records: blocks.map((block) => ({ ...block, type: 'knobs-block' as const })),
    redisVersion,
  };
};

const rowsOf = (knobs: readonly Knob[], blocks: readonly CostBlockRecord[], seed: number): KnobsResult['rows'] =>
  selectBlocks(blocks)
    .filter(({ invocations }) => invocations.length >= 2)
    .flatMap((selected) => knobs.map((knob, index) => rowOf(knob, selected, derivedSeed(seed, index))));

const rowOf = ({ name, from, to }: Knob, selected: SelectedBlocks, seed: number): KnobsResult['rows'][number] => {
  const twinned = selected.invocations[0]?.[0]?.variants[0]?.target ?? from;
  // The minutes that are still needed are not said here: they belong to the cost experiment.
  const [compared] = compareTargets(selected, { a: from, b: to, twinned, seed, minutesPerInvocation: 0 });
  if (compared?.ratio === undefined) throw new TypeError('CPU per request always has a ratio');
  const { ratePerSec, differenceUs, ratio, verdict } = compared;
  const cpuUs = { from: costRow(from, selected).cpuUs, to: costRow(to, selected).cpuUs };
  return { knob: name, from, to, ratePerSec, cpuUs, differenceUs, ratio, verdict };
};

const chunked = <Item>(items: readonly Item[], count: number): Item[][] => {
  const size = Math.ceil(items.length / count);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
};
