// The cost experiment: invocation after invocation, until the answer is narrow enough or the budget is spent.
import type { Stack } from '@authlab/stack';
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { reachFromOne } from '../../stats/ratio-verdict.ts';
import type { ReportProgress } from '../progress.ts';
import { analyseCost, type CostAnalysis } from './analyse-cost.ts';
import { runInvocation } from './run-invocation.ts';
import type { TargetName } from '../../target/target-name.ts';

export interface CostOptions {
  readonly stack: Stack;
  readonly targets: readonly TargetName[];
  readonly profile: CostProfile;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

export interface CostResult extends CostAnalysis {
  readonly blocks: readonly CostBlockRecord[];
  readonly invocations: number;
  readonly redisVersion: string;
}

const MS_PER_MINUTE = 60_000;

/** @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted */
export const runCost = async (options: CostOptions): Promise<CostResult> => {
  const { targets, profile, seed } = options;
  const blocks: CostBlockRecord[] = [];
  const pace = new Pace(profile);
  let redisVersion = 'unknown';
  let analysis: CostAnalysis;
  do {
    const invocation = pace.done;
    const report = (doing: string): void =>
      options.report(pace.share(), `round ${invocation + 1} of up to ${profile.invocations.max}: ${doing}`);
    redisVersion = await runInvocation({
      ...options,
      users: profile.users,
      invocation,
      report,
      onBlock: (block) => blocks.push(block),
    });
    pace.finish();
    analysis = analyseCost(blocks, { targets, seed, minutesPerInvocation: pace.longestMs / MS_PER_MINUTE });
  } while (pace.mayGoOn() && !(pace.hasMinimum() && isNarrow(analysis, profile.enoughRatio)));
  return { ...analysis, blocks, invocations: pace.done, redisVersion };
};

/** Looks at the CPU ratios alone; they decide the verdicts. */
const isNarrow = ({ comparisons }: CostAnalysis, enoughRatio: number): boolean => {
  const ratios = comparisons.filter(({ metric }) => metric === 'cpuUs').flatMap(({ ratio }) => ratio ?? []);
  const widths = ratios.map(({ value, low, high, confidence }) =>
    reachFromOne({ value: 1, low: low / value, high: high / value, confidence }),
  );
  return widths.length > 0 && Math.max(...widths) <= enoughRatio;
};

/** Keeps the number of invocations within the profile's bounds and its budget of time. */
class Pace {
  readonly #profile: CostProfile;
  readonly #startMs = performance.now();
  #roundStartMs = this.#startMs;
  done = 0;
  longestMs = 0;

  constructor(profile: CostProfile) {
    this.#profile = profile;
  }

  finish(): void {
    const nowMs = performance.now();
    this.longestMs = Math.max(this.longestMs, nowMs - this.#roundStartMs);
    this.#roundStartMs = nowMs;
    this.done += 1;
  }

  hasMinimum(): boolean {
    return this.done >= this.#profile.invocations.min;
  }

  /** Another round is wanted, and would end within the budget. */
  mayGoOn(): boolean {
    if (this.done >= this.#profile.invocations.max) return false;
    const endMs = performance.now() - this.#startMs + this.longestMs;
    return !this.hasMinimum() || endMs <= this.#profile.expectedSeconds * 1000;
  }

  /** Of the budget, or of the most rounds, whichever is nearer to its end. */
  share(): number {
    const ofBudget = (performance.now() - this.#startMs) / (this.#profile.expectedSeconds * 1000);
    return Math.min(0.99, Math.max(ofBudget, this.done / this.#profile.invocations.max));
  }
}
