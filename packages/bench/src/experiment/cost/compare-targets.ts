// Compares two targets at one rate, and one target with its twin.
import type { Comparison } from '../../result/summary.ts';
import { bootstrapInterval } from '../../stats/bootstrap-interval.ts';
import { type Interval, mapInterval } from '../../stats/interval.ts';
import { meanInterval } from '../../stats/mean-interval.ts';
import { mean } from '../../stats/moments.ts';
import { logRatio, type PairedBlock, ratioInterval } from '../../stats/nested-interval.ts';
import { type DifferencePair, quotientInterval } from '../../stats/quotient-interval.ts';
import { ratioVerdict, reachFromOne, repetitionsNeeded } from '../../stats/ratio-verdict.ts';
import { addedCpuUs, type Instance, meCpuUs, overheadUs } from './block-figures.ts';
import type { SelectedBlocks } from './select-blocks.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface ComparisonOptions {
  readonly a: TargetName;
  readonly b: TargetName;
  /** Whose twin ran beside it: what "no difference" looks like here. */
  readonly twinned: TargetName;
  readonly seed: number;
  readonly minutesPerInvocation: number;
}

/** CPU per authenticated request of the target's twin over that of the target. */
export const compareWithTwin = (target: TargetName, { invocations }: SelectedBlocks): Interval =>
  ratioInterval(pairs(invocations, { target, arm: 'target' }, { target, arm: 'twin' }));

/** What is found of the known effect, in microseconds: estimated as the overhead of authentication is. */
export const effectFound = (target: TargetName, { invocations }: SelectedBlocks): Interval =>
  meanInterval(invocations.map((blocks) => mean(blocks.map((block) => addedCpuUs(block, target)))));

/** b against a, by CPU per authenticated request and by authentication overhead. */
export const compareTargets = (selected: SelectedBlocks, options: ComparisonOptions): Comparison[] => [
  compareCpu(selected, options),
  compareOverhead(selected, options),
];

const compareCpu = ({ ratePerSec, invocations }: SelectedBlocks, options: ComparisonOptions): Comparison => {
  const { a, b, seed } = options;
  const blocks = pairs(invocations, { target: a, arm: 'target' }, { target: b, arm: 'target' });
  const ratio = ratioInterval(blocks);
  const bootstrapRatio = mapInterval(bootstrapInterval(blocks, { of: logRatio, seed }), Math.exp);
  const differenceUs = meanInterval(blocks.map((inside) => mean(inside.map((block) => block.b - block.a))));
  const twinRatio = compareWithTwin(options.twinned, { ratePerSec, invocations });
  const judged = judge({ ratio, noiseRatio: reachFromOne(twinRatio), invocations: invocations.length }, options);
  return { a, b, metric: 'cpuUs', ratePerSec, ratio, differenceUs, bootstrapRatio, ...judged };
};

const compareOverhead = ({ ratePerSec, invocations }: SelectedBlocks, options: ComparisonOptions): Comparison => {
  const { a, b, twinned } = options;
  const overheads = overheadPairs(invocations, { target: a, arm: 'target' }, { target: b, arm: 'target' });
  const twins = overheadPairs(invocations, { target: twinned, arm: 'target' }, { target: twinned, arm: 'twin' });
  const differenceUs = meanInterval(overheads.map(({ numerator, denominator }) => numerator - denominator));
  const quotient = quotientInterval(overheads);
  const known = { a, b, metric: 'authOverheadUs', ratePerSec, differenceUs } as const;
  if (quotient.state === 'unbounded') return { ...known, verdict: 'not-resolved' };
  const noise = quotientInterval(twins);
  const noiseRatio = noise.state === 'bounded' ? reachFromOne(noise.interval) : Number.POSITIVE_INFINITY;
  const judged = judge({ ratio: quotient.interval, noiseRatio, invocations: invocations.length }, options);
  return { ...known, ratio: quotient.interval, ...judged };
};

interface Judged {
  readonly ratio: Interval;
  /** How far from 1 the twin's ratio may be. */
  readonly noiseRatio: number;
  readonly invocations: number;
}

const judge = (
  { ratio, noiseRatio, invocations }: Judged,
  { minutesPerInvocation }: ComparisonOptions,
): Pick<Comparison, 'verdict' | 'needsMoreMinutes'> => {
  const verdict = ratioVerdict(ratio, noiseRatio);
  const more = (repetitionsNeeded(ratio, noiseRatio, invocations) - invocations) * minutesPerInvocation;
  return verdict === 'not-resolved' && Number.isFinite(more) && more > 0
    ? { verdict, needsMoreMinutes: more }
    : { verdict };
};

const overheadPairs = (
  invocations: SelectedBlocks['invocations'],
  a: Instance,
  b: Instance,
): readonly DifferencePair[] =>
  invocations.map((blocks) => ({
    denominator: mean(blocks.map((block) => overheadUs(block, a))),
    numerator: mean(blocks.map((block) => overheadUs(block, b))),
  }));

const pairs = (
  invocations: SelectedBlocks['invocations'],
  a: Instance,
  b: Instance,
): readonly (readonly PairedBlock[])[] =>
  invocations.map((blocks) => blocks.map((block) => ({ a: meCpuUs(block, a), b: meCpuUs(block, b) })));
