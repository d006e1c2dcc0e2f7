// When a block of the latency experiment counts: rules that are fixed before the run, and never look at the latencies.
import { mergeTimes, percentileMs } from '../../load/time-histogram.ts';
import type { BlockState, LatencyBlockRecord } from '../../result/raw-record.ts';

type Measured = Pick<LatencyBlockRecord, 'counts' | 'times' | 'noise'>;

interface LatencyRule {
  readonly text: string;
  readonly state: Exclude<BlockState, 'valid'>;
  readonly broken: (block: Measured) => boolean;
}

const MAX_LATENESS_P99_MS = 2;
const MAX_STEAL = 0.05;
const MAX_FOREIGN = 0.2;

const RULES: readonly LatencyRule[] = [
  {
    text: 'each request that was offered was sent and answered as expected',
    state: 'incomplete',
    broken: ({ counts: { offered, sent, completed, unexpected } }) =>
      sent !== offered || completed !== offered || unexpected > 0,
  },
  {
    text: `99 % of the requests are sent at most ${MAX_LATENESS_P99_MS} ms late`,
    state: 'noisy',
    broken: ({ times }) => percentileMs(mergeTimes([times.lateness]), 0.99) > MAX_LATENESS_P99_MS,
  },
  {
    text: `at most ${MAX_STEAL * 100} % of the machine's CPU is stolen by its host`,
    state: 'noisy',
    broken: ({ noise }) => (noise.stealShare ?? 0) > MAX_STEAL,
  },
  {
    text: `at most ${MAX_FOREIGN * 100} % of the machine's CPU is used by other programs`,
    state: 'noisy',
    broken: ({ noise }) => (noise.foreignShare ?? 0) > MAX_FOREIGN,
  },
];

/** For people. */
export const LATENCY_BLOCK_RULES: readonly string[] = RULES.map((rule) => rule.text);

/** @returns the rules that are broken, and what that makes of the block */
export const judgeLatencyBlock = (block: Measured): Pick<LatencyBlockRecord, 'state' | 'broken'> => {
  const broken = RULES.filter((rule) => rule.broken(block));
  const state = broken.some((rule) => rule.state === 'incomplete') ? 'incomplete' : 'noisy';
  return { state: broken.length === 0 ? 'valid' : state, broken: broken.map((rule) => rule.text) };
};
