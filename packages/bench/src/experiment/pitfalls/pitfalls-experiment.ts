// The pitfalls experiment: the ways of measuring that make published comparisons disagree, each beside a better one.
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { PitfallsBlockRecord, Saturation, SaturationRound } from '../../result/raw-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { CostProcess } from '../cost/stage.ts';
import { addSlots, countSlots } from '../cost/select-blocks.ts';
import { type CostResult, runCost } from '../cost/run-cost.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { loopCpuUs } from './loop-cpu.ts';
import { FLOOR, JWT, JWT_KEY_OBJECT, pitfallRows, SESSION, SMALL_MEMORY } from './pitfall-rows.ts';
import { saturate } from './saturate.ts';

/** The targets of the run play no part. */
export const pitfallsExperiment: Experiment = async (context) => {
  const parts = [
    { doing: 'at saturation, cold and warm, from outside and by itself', share: 0.3 },
    { doing: 'at a fixed rate, side by side', share: 0.65 },
    { doing: 'the same in young processes', share: 0.8 },
    { doing: 'with one credential', share: 1 },
  ] as const;
  const within = (index: number): ExperimentContext => {
    const [from, to, doing] = [parts[index - 1]?.share ?? 0, parts[index]?.share ?? 1, parts[index]?.doing ?? ''];
    return { ...context, report: (share) => context.report(from + (to - from) * share, doing) };
  };
  const saturated = await saturateBoth(within(0));
  const duet = [SESSION, JWT, JWT_KEY_OBJECT] as const;
  const sideBySide = await measured(within(1), { duets: [duet, [FLOOR]] });
  const young = await measured(within(2), { duets: [duet], warmup: context.profile.pitfalls.young });
  const replayed = await measured(within(3), { duets: [[SMALL_MEMORY]], prepare: replayOneCredential });
  return {
    summary: {},
    description: {
      pitfalls: {
        blocks: addSlots([sideBySide, young, replayed].map((cost) => countSlots(cost.blocks))),
        rows: pitfallRows({ saturated, sideBySide, young, replayed, loop: loopCpuUs(context) }),
      },
    },
    records: [
      ...saturated.map((round, index) => ({ type: 'pitfalls-round' as const, round: index, ...round })),
      ...blocksOf('side-by-side', sideBySide),
      ...blocksOf('young', young),
      ...blocksOf('one-credential', replayed),
    ],
    redisVersion: sideBySide.redisVersion,
  };
};

const blocksOf = (part: PitfallsBlockRecord['part'], { blocks }: CostResult): PitfallsBlockRecord[] =>
  blocks.map((block) => ({ ...block, type: 'pitfalls-block', part }));

interface Measured extends Pick<Parameters<typeof runCost>[0], 'duets' | 'prepare'> {
  /** Beyond tier-up where nothing is said. */
  readonly warmup?: CostProfile['warmup'];
}

const measured = async (context: ExperimentContext, { warmup, ...options }: Measured): Promise<CostResult> => {
  const { cost } = context.profile.pitfalls;
  return await runCost({ ...context, profile: { ...cost, warmup: warmup ?? cost.warmup }, addedUs: 25, ...options });
};

const saturateBoth = async (context: ExperimentContext): Promise<SaturationRound[]> => {
  const { rounds } = context.profile.pitfalls;
  const done: SaturationRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    context.report(round / rounds, '');
    const order = seededRandom(derivedSeed(context.seed, round)).shuffled([SESSION, JWT] as const);
    const results = new Map<string, Saturation>();
    for (const target of order) results.set(target, await saturate(target, context));
    done.push({ session: results.get(SESSION) as Saturation, jwt: results.get(JWT) as Saturation });
  }
  return done;
};

/** The twin is asked with the first user's credential alone. */
const replayOneCredential = (processes: readonly CostProcess[]): readonly CostProcess[] =>
  processes.map((process) => {
    const [first] = process.me;
    return process.arm === 'twin' && first !== undefined ? { ...process, me: process.me.map(() => first) } : process;
  });
