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

/** `controlCpuUs`: the control arm of all targets of both runs, whose work is the same whatever the strategy. */
export type CostMetric = 'controlCpuUs' | 'cpuUs' | 'authOverheadUs';

export interface CostChange {
  /** Absent for the control arm. */
  readonly target?: TargetName;
  readonly ratePerSec: number;
  readonly metric: CostMetric;
  /** Microseconds per request in each run. */
  readonly a: Interval;
  readonly b: Interval;
  /** b/a; absent where a figure is not above 0 in every invocation. */
  readonly ratio?: Interval;
  readonly differenceUs: Interval;
  /** An effect must be larger than this ratio: what the twins of both runs, and for targets the control arm, may differ by. Absent: it is not bounded. */
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
  selectBlocks(records.filter((record): record is CostBlockRecord => record.type === 'cost-block')).filter(
    ({ invocations }) => invocations.length >= 2,
  );

const compareAtRate = (a: SelectedBlocks, b: SelectedBlocks): CostChange[] => {
  const targets = targetsOf(a).filter((target) => targetsOf(b).includes(target));
  if (targets.length === 0) return [];
  const runs = { a, b, ratePerSec: a.ratePerSec };
  const control = change(runs, { metric: 'controlCpuUs', noiseRatio: cpuNoise(a, b), of: controlUs(targets) });
  // Between two runs the machine drifts by more than a duet inside one run can see; the control arm shows by how much.
  const drift = control.ratio === undefined ? 1 : reachFromOne(control.ratio);
  const noises = { cpuUs: Math.max(cpuNoise(a, b), drift), authOverheadUs: Math.max(overheadNoise(a, b), drift) };
  const rows = targets.flatMap((target) => {
    const instance = { target, twin: false };
    const cpu = {
      metric: 'cpuUs',
      noiseRatio: noises.cpuUs,
      of: (block) => meCpuUs(block, instance),
    } as const satisfies Measure;
    const overhead = {
      metric: 'authOverheadUs',
      noiseRatio: noises.authOverheadUs,
      of: (block) => overheadUs(block, instance),
    } as const satisfies Measure;
    return [cpu, overhead].map((measure) => ({ target, ...change(runs, measure) }));
  });
  return [control, ...rows];
};

interface Measure {
  readonly metric: CostMetric;
  readonly noiseRatio: number;
  readonly of: (block: CostBlockRecord) => number;
}

const change = (
  runs: { readonly a: SelectedBlocks; readonly b: SelectedBlocks; readonly ratePerSec: number },
  { metric, noiseRatio, of }: Measure,
): CostChange => {
  const [a, b] = [perInvocation(runs.a, of), perInvocation(runs.b, of)];
  const known = {
    ratePerSec: runs.ratePerSec,
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

const controlUs =
  (targets: readonly TargetName[]): Measure['of'] =>
  (block) =>
    mean(targets.map((target) => appCpuUs(block, { target, twin: false }, 'public')));

const targetsOf = ({ invocations }: SelectedBlocks): TargetName[] => [
  ...new Set(invocations.flat().flatMap((block) => block.variants.map(({ target }) => target))),
];

const cpuNoise = (...runs: readonly SelectedBlocks[]): number =>
  Math.max(...runs.map((run) => reachFromOne(compareWithTwin(twinnedOf(run), run))));

const overheadNoise = (...runs: readonly SelectedBlocks[]): number =>
  Math.max(
    ...runs.map((run) => {
      const target = twinnedOf(run);
      const [first, twin] = [false, true].map((isTwin) =>
        perInvocation(run, (block) => overheadUs(block, { target, twin: isTwin })),
      ) as [number[], number[]];
      const pairs = first.map((denominator, index) => ({ denominator, numerator: twin[index] as number }));
      const quotient = quotientInterval(pairs);
      return quotient.state === 'bounded' ? reachFromOne(quotient.interval) : Number.POSITIVE_INFINITY;
    }),
  );

/** @throws {TypeError} when no target has a twin: such records are of no run of this lab */
const twinnedOf = ({ invocations }: SelectedBlocks): TargetName => {
  const twin = invocations.flat()[0]?.variants.find((variant) => variant.twin);
  if (twin === undefined) throw new TypeError('the blocks hold no twin');
  return twin.target;
};
