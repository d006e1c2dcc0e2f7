// From the blocks of a run to its figures: pure, so that an old run can be analysed again.
import type { CostBlockRecord } from '../../result/raw-record.ts';
import type { Comparison, CostRow, Summary } from '../../result/summary.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { compareTargets, compareWithTwin, effectFound } from './compare-targets.ts';
import { costRow } from './cost-rows.ts';
import type { Duet } from './duets.ts';
import { type SelectedBlocks, selectBlocks } from './select-blocks.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface CostAnalysis {
  readonly cost: readonly CostRow[];
  readonly comparisons: readonly Comparison[];
  /** At the headline rate, which is the highest. */
  readonly noiseFloor?: Summary['noiseFloor'];
  readonly knownEffect?: Summary['knownEffect'];
}

export interface CostAnalysisOptions {
  readonly duets: readonly Duet[];
  /** CPU that was added to each request of the known-effect arm. */
  readonly addedUs: number;
  readonly seed: number;
  readonly minutesPerInvocation: number;
}

/** A rate with fewer than two usable invocations has no figures: they would have no interval. */
export const analyseCost = (blocks: readonly CostBlockRecord[], options: CostAnalysisOptions): CostAnalysis => {
  const { duets } = options;
  const targets = [...new Set(duets.flat())];
  return {
    cost: targets
      .flatMap((target) => usable(blocks.filter(({ duet }) => duets[duet]?.includes(target))).map(rowOf(target)))
      .toSorted((left, right) => left.ratePerSec - right.ratePerSec),
    comparisons: duets.flatMap((duet, index) =>
      usable(blocks.filter((block) => block.duet === index)).flatMap((selected) =>
        comparePairs(selected, duet, options),
      ),
    ),
    ...selfChecks(blocks, options),
  };
};

const usable = (blocks: readonly CostBlockRecord[]): SelectedBlocks[] =>
  selectBlocks(blocks).filter(({ invocations }) => invocations.length >= 2);

const rowOf = (target: TargetName) => (selected: SelectedBlocks) => costRow(target, selected);

/** The twin and the known effect of the first target, in all the duets in which it is the first. */
const selfChecks = (
  blocks: readonly CostBlockRecord[],
  { duets, addedUs }: CostAnalysisOptions,
): Pick<CostAnalysis, 'noiseFloor' | 'knownEffect'> => {
  const reference = duets[0]?.[0];
  const headline = usable(blocks.filter(({ duet }) => duets[duet]?.[0] === reference)).at(-1);
  if (headline === undefined || reference === undefined) return {};
  const { ratePerSec } = headline;
  return {
    noiseFloor: { ratio: compareWithTwin(reference, headline), ratePerSec },
    knownEffect: { addedUs, foundUs: effectFound(reference, headline), ratePerSec },
  };
};

/** Each target against each one that was named before it: with the defaults, sessions in units of JWTs. */
const comparePairs = (selected: SelectedBlocks, targets: Duet, options: CostAnalysisOptions): Comparison[] => {
  const { minutesPerInvocation } = options;
  const [first] = targets;
  if (first === undefined) return [];
  const seed = derivedSeed(options.seed, selected.ratePerSec);
  return targets.flatMap((b, index) =>
    targets
      .slice(index + 1)
      .flatMap((a) => compareTargets(selected, { a, b, twinned: first, seed, minutesPerInvocation })),
  );
};
