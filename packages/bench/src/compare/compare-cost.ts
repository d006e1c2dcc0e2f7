// The cost of each target in two runs: invocations of different runs are independent samples.
import { appCpuUs, meCpuUs, overheadUs } from '../experiment/cost/block-figures.ts';
import { compareWithTwin } from '../experiment/cost/compare-targets.ts';
import { type SelectedBlocks, selectBlocks } from '../experiment/cost/select-blocks.ts';
import type { CostBlockRecord, RawRecord } from '../result/raw-record.ts';
import type { Interval } from '../stats/interval.ts';
import { meanInterval } from '../stats/mean-interval.ts';
import { mean } from '../stats/moments.ts';
import { quotientInterval } from '../stats/quotient-interval.ts';
import { reachFromOne } from '../stats/ratio-verdict.ts';
import { welchDifference, welchRatio } from '../stats/welch-interval.ts';
import type { TargetName } from '../target/target-name.ts';
import { type RunVerdict, verdictOfRatio } from './run-verdict.ts';

/** `controlCpuUs`: the target's own control arm, which does the same work in both runs. */
export type CostMetric = 'controlCpuUs' | 'cpuUs' | 'authOverheadUs';

export interface CostChange {
  readonly target: TargetName;
  readonly ratePerSec: number;
  readonly metric: CostMetric;
  /** Microseconds per request in each run. */
  readonly a: Interval;
  readonly b: Interval;
  /** b/a; absent where a figure is not above 0 in every invocation. */
  readonly ratio?: Interval;
  readonly differenceUs: Interval;
  /** An effect must be larger than this ratio: what the twins of both runs, and beyond the control arm what that may differ by. Absent: it is not bounded. */
  readonly noiseRatio?: number;
  readonly verdict: RunVerdict;
}

/** At the rates that both runs have figures for. */
export const compareCost = (a: readonly RawRecord[], b: readonly RawRecord[]): CostChange[] => {
  const ofB = usable(b);
  return usable(a).flatMap((before) => {
    const after = ofB.find(({ ratePerSec }) => ratePerSec === before.ratePerSec);
    return after === undefined ? [] : compareAtRate(before, after);
  });
};

const usable = (records: readonly RawRecord[]): SelectedBlocks[] =>
  selectBlocks(records.filter((record): record is CostBlockRecord => record.type === 'cost-block')).filter(isRepeated);

const isRepeated = ({ invocations }: SelectedBlocks): boolean => invocations.length >= 2;

const compareAtRate = (a: SelectedBlocks, b: SelectedBlocks): CostChange[] => {
  const targets = targetsOf(a).filter((target) => targetsOf(b).includes(target));
  return targets.flatMap((target) => {
    const sides = { target, a: having(target, a), b: having(target, b) };
    return [sides.a, sides.b].every(isRepeated)
      ? compareTarget(sides, { cpu: cpuNoise(a, b), overhead: overheadNoise(a, b) })
      : [];
  });
};

interface Sides {
  readonly target: TargetName;
  readonly a: SelectedBlocks;
  readonly b: SelectedBlocks;
}

const compareTarget = (sides: Sides, twins: { readonly cpu: number; readonly overhead: number }): CostChange[] => {
  const instance = { target: sides.target, arm: 'target' } as const;
  const control = change(sides, {
    metric: 'controlCpuUs',
    noiseRatio: twins.cpu,
    of: (block) => appCpuUs(block, instance, 'public'),
  });
  // Between two runs the machine drifts by more than a duet inside one run can see; the control arm shows by how much.
  const drift = control.ratio === undefined ? 1 : reachFromOne(control.ratio);
  const cpu = change(sides, {
    metric: 'cpuUs',
    noiseRatio: Math.max(twins.cpu, drift),
    of: (block) => meCpuUs(block, instance),
  });
  const overhead = change(sides, {
    metric: 'authOverheadUs',
    noiseRatio: Math.max(twins.overhead, drift),
    of: (block) => overheadUs(block, instance),
  });
  return [control, cpu, overhead];
};

/** The invocations of the duets that the target was in. */
const having = (target: TargetName, { ratePerSec, invocations }: SelectedBlocks): SelectedBlocks => ({
  ratePerSec,
  invocations: invocations.filter((blocks) =>
    blocks.every(({ variants }) => variants.some((variant) => variant.target === target)),
  ),
});

interface Measure {
  readonly metric: CostMetric;
  readonly noiseRatio: number;
  readonly of: (block: CostBlockRecord) => number;
}

const change = (sides: Sides, { metric, noiseRatio, of }: Measure): CostChange => {
  const [a, b] = [perInvocation(sides.a, of), perInvocation(sides.b, of)];
  const known = {
    target: sides.target,
    ratePerSec: sides.a.ratePerSec,
    metric,
    a: meanInterval(a),
    b: meanInterval(b),
    differenceUs: welchDifference(a, b),
    ...(Number.isFinite(noiseRatio) ? { noiseRatio } : {}),
  };
  if (Math.min(...a, ...b) <= 0) return { ...known, verdict: 'not-resolved' };
  const ratio = welchRatio(a, b);
  return { ...known, ratio, verdict: verdictOfRatio(ratio, noiseRatio) };
};

const perInvocation = ({ invocations }: SelectedBlocks, of: Measure['of']): number[] =>
  invocations.map((blocks) => mean(blocks.map(of)));

const targetsOf = ({ invocations }: SelectedBlocks): TargetName[] => [
  ...new Set(invocations.flat().flatMap((block) => block.variants.map(({ target }) => target))),
];

/** Every duet has the twin of the reference. */
const cpuNoise = (...runs: readonly SelectedBlocks[]): number =>
  Math.max(...runs.map((run) => reachFromOne(compareWithTwin(twinnedOf(run), run))));

const overheadNoise = (...runs: readonly SelectedBlocks[]): number =>
  Math.max(
    ...runs.map((run) => {
      const target = twinnedOf(run);
      const [first, twin] = (['target', 'twin'] as const).map((arm) =>
        perInvocation(run, (block) => overheadUs(block, { target, arm })),
      ) as [number[], number[]];
      const pairs = first.map((denominator, index) => ({ denominator, numerator: twin[index] as number }));
      const quotient = quotientInterval(pairs);
      return quotient.state === 'bounded' ? reachFromOne(quotient.interval) : Number.POSITIVE_INFINITY;
    }),
  );

/** @throws {TypeError} when no target has a twin: such records are of no run of this lab */
const twinnedOf = ({ invocations }: SelectedBlocks): TargetName => {
  const twin = invocations.flat()[0]?.variants.find(({ arm }) => arm === 'twin');
  if (twin === undefined) throw new TypeError('the blocks hold no twin');
  return twin.target;
};
