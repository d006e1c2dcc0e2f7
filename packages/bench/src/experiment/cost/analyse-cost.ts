// From the blocks of a run to its figures: pure, so that an old run can be analysed again.
import type { CostBlockRecord } from '../../result/raw-record.ts';
import type { Comparison, CostRow, Summary } from '../../result/summary.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { compareTargets, compareWithTwin } from './compare-targets.ts';
import { costRow } from './cost-rows.ts';
import { type SelectedBlocks, selectBlocks } from './select-blocks.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface CostAnalysis {
  readonly cost: readonly CostRow[];
  readonly comparisons: readonly Comparison[];
  /** At the headline rate, which is the highest. */
  readonly noiseFloor?: Summary['noiseFloor'];
}

export interface CostAnalysisOptions {
  readonly targets: readonly TargetName[];
  readonly seed: number;
  readonly minutesPerInvocation: number;
}

/** A rate with fewer than two usable invocations has no figures: they would have no interval. */
export const analyseCost = (blocks: readonly CostBlockRecord[], options: CostAnalysisOptions): CostAnalysis => {
  const usable = selectBlocks(blocks).filter(({ invocations }) => invocations.length >= 2);
  const headline = usable.at(-1);
  const [first] = options.targets;
  return {
    cost: usable.flatMap((selected) => options.targets.map((target) => costRow(target, selected))),
    comparisons: usable.flatMap((selected) => comparePairs(selected, options)),
    ...(headline === undefined || first === undefined
      ? {}
      : { noiseFloor: { ratio: compareWithTwin(first, headline), ratePerSec: headline.ratePerSec } }),
  };
};

/** Each target against each one that was named before it: with the defaults, sessions in units of JWTs. */
const comparePairs = (selected: SelectedBlocks, options: CostAnalysisOptions): Comparison[] => {
  const { targets, minutesPerInvocation } = options;
  const [first] = targets;
  if (first === undefined) return [];
  const seed = derivedSeed(options.seed, selected.ratePerSec);
  return targets.flatMap((b, index) =>
    targets
      .slice(index + 1)
      .flatMap((a) => compareTargets(selected, { a, b, twinned: first, seed, minutesPerInvocation })),
  );
};
