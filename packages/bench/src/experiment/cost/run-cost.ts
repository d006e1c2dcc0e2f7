// The cost experiment: invocation after invocation, until the answer is narrow enough or the budget is spent.
import type { Stack } from '@authlab/stack';
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { reachFromOne } from '../../stats/ratio-verdict.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { ReportProgress } from '../progress.ts';
import { analyseCost, type CostAnalysis } from './analyse-cost.ts';
import type { Duet } from './duets.ts';
import { type InvocationOptions, runInvocation } from './run-invocation.ts';

export interface CostOptions extends Pick<InvocationOptions, 'prepare'> {
  readonly stack: Stack;
  readonly duets: readonly Duet[];
  readonly profile: CostProfile;
  readonly addedUs: number;
  readonly redisDelayMs: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

export interface CostResult extends CostAnalysis {
  readonly blocks: readonly CostBlockRecord[];
  /** Of each duet. */
  readonly invocations: number;
  readonly redisVersion: string;
}

const MS_PER_MINUTE = 60_000;

/** @throws {TargetError} when a target does not start or does wrong; the signal's reason when aborted */
export const runCost = async (options: CostOptions): Promise<CostResult> => {
  const { duets, profile, seed, addedUs } = options;
  const blocks: CostBlockRecord[] = [];
  const pace = new Pace(profile);
  let redisVersion = 'unknown';
  let analysis: CostAnalysis;
  do {
    for (const duet of seededRandom(derivedSeed(seed, pace.done)).shuffled([...duets.keys()])) {
      redisVersion = await runInvocation({
        ...options,
        duet,
        targets: duets[duet] ?? [],
        users: profile.users,
        invocation: pace.done,
        report: (doing) => options.report(pace.share(), `${roundOf(pace, options)}${doing}`),
        onBlock: (block) => blocks.push(block),
      });
    }
    pace.finish();
    const minutesPerInvocation = pace.longestMs / MS_PER_MINUTE;
    analysis = analyseCost(blocks, { duets, addedUs, seed, minutesPerInvocation });
  } while (pace.mayGoOn() && !(pace.hasMinimum() && isNarrow(analysis, profile.enoughRatio)));
  return { ...analysis, blocks, invocations: pace.done, redisVersion };
};

const roundOf = ({ done }: Pace, { profile }: CostOptions): string =>
  `round ${done + 1} of up to ${profile.invocations.max}: `;

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

  /** Of the budget (or of the fewest rounds where they take longer), or of the most rounds, whichever is nearer to its end. */
  share(): number {
    const wholeMs = Math.max(this.#profile.expectedSeconds * 1000, this.#profile.invocations.min * this.longestMs);
    const ofBudget = (performance.now() - this.#startMs) / wholeMs;
    return Math.min(0.99, Math.max(ofBudget, this.done / this.#profile.invocations.max));
  }
}
