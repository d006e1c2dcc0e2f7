// When a block counts: rules that are fixed before the run, printed with it, and never look at the result.
import type { BlockState, CostBlockRecord } from '../../result/raw-record.ts';

interface BlockRule {
  readonly text: string;
  readonly state: Exclude<BlockState, 'valid'>;
  readonly broken: (block: Measured) => boolean;
}

type Measured = Pick<CostBlockRecord, 'variants' | 'generator' | 'noise'>;

const MAX_UTILIZATION = 0.7;
const MAX_LATENESS_P99_MS = 20;
const MAX_STEAL = 0.05;
const MAX_FOREIGN = 0.2;

const RULES: readonly BlockRule[] = [
  {
    text: 'each request that was offered was sent and answered as expected',
    state: 'incomplete',
    broken: ({ variants }) =>
      variants.some(({ outcome }) => outcome.completed !== outcome.offered || outcome.unexpected > 0),
  },
  {
    text: `the load generator is busy for at most ${MAX_UTILIZATION * 100} % of the time`,
    state: 'noisy',
    broken: ({ generator }) => generator.utilization > MAX_UTILIZATION,
  },
  {
    text: `99 % of the requests are sent at most ${MAX_LATENESS_P99_MS} ms late`,
    state: 'noisy',
    broken: ({ variants }) => variants.some(({ outcome }) => outcome.lateness.p99Us > MAX_LATENESS_P99_MS * 1000),
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

/** For people: what makes a block count. */
export const BLOCK_RULES: readonly string[] = RULES.map((rule) => rule.text);

/** @returns the rules that are broken, and what that makes of the block */
export const judgeBlock = (block: Measured): { readonly state: BlockState; readonly broken: readonly string[] } => {
  const broken = RULES.filter((rule) => rule.broken(block));
  const state = broken.some((rule) => rule.state === 'incomplete') ? 'incomplete' : 'noisy';
  return { state: broken.length === 0 ? 'valid' : state, broken: broken.map((rule) => rule.text) };
};
