// The pitfalls experiment: the ways of measuring that make published comparisons disagree, each beside a better one.
import type { CostProfile } from '../../profile/cost-profile.ts';
import type { PitfallsBlockRecord, Saturation, SaturationRound } from '../../result/raw-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { CostProcess } from '../cost/stage.ts';
import { addSlots, countSlots } from '../cost/select-blocks.ts';
import { analyseCost, type CostAnalysis } from '../cost/analyse-cost.ts';
import { type CostOptions, type CostResult, runCost } from '../cost/run-cost.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { loopCpuUs } from './loop-cpu.ts';
import { type Findings, FLOOR, JWT, JWT_KEY_OBJECT, OURS, pitfallRows, SESSION, SMALL_MEMORY } from './pitfall-rows.ts';
import { saturate } from './saturate.ts';

/** The targets of the run play no part. */
export const pitfallsExperiment: Experiment = async (context) => {
  const parts = [
    { doing: 'at saturation, cold and warm, from outside and by itself', share: 0.3 },
    { doing: 'at a fixed rate, side by side', share: 0.7 },
    { doing: 'by the age of the processes', share: 0.85 },
    { doing: 'with one credential', share: 1 },
  ] as const;
  const within = (index: number): ExperimentContext => {
    const [from, to, doing] = [parts[index - 1]?.share ?? 0, parts[index]?.share ?? 1, parts[index]?.doing ?? ''];
    return { ...context, report: (share) => context.report(from + (to - from) * share, doing) };
  };
  const saturated = await saturateBoth(within(0));
  const sideBySide = await measured(within(1), { duets: [[SESSION, JWT, JWT_KEY_OBJECT], [FLOOR]] });
  const byAge = await measured(within(2), { duets: [OURS], profile: context.profile.pitfalls.byAge });
  const replayed = await measured(within(3), { duets: [[SMALL_MEMORY]], prepare: replayOneCredential });
  return {
    summary: {},
    description: {
      pitfalls: {
        blocks: addSlots([sideBySide, byAge, replayed].map((cost) => countSlots(cost.blocks))),
        rows: pitfallRows({
          saturated,
          sideBySide,
          ages: ages(byAge, context.seed),
          replayed,
          loop: loopCpuUs(context),
        }),
      },
    },
    records: [
      ...saturated.map((round, index) => ({ type: 'pitfalls-round' as const, round: index, ...round })),
      ...blocksOf('side-by-side', sideBySide),
      ...blocksOf('by-age', byAge),
      ...blocksOf('one-credential', replayed),
    ],
    redisVersion: sideBySide.redisVersion,
  };
};

const blocksOf = (part: PitfallsBlockRecord['part'], { blocks }: CostResult): PitfallsBlockRecord[] =>
  blocks.map((block) => ({ ...block, type: 'pitfalls-block', part }));

const ADDED_US = 25;

interface Measured extends Pick<CostOptions, 'duets' | 'prepare'> {
  readonly profile?: CostProfile;
}

const measured = async (context: ExperimentContext, options: Measured): Promise<CostResult> =>
  await runCost({ ...context, profile: context.profile.pitfalls.cost, addedUs: ADDED_US, ...options });

/** The first fifth of the blocks of each round, and the last two fifths. */
const ages = ({ blocks }: CostResult, seed: number): Findings['ages'] => {
  const count = Math.max(...blocks.map(({ slot }) => slot)) + 1;
  const within = (from: number, to: number): CostAnalysis =>
    analyseCost(
      blocks.filter(({ slot }) => slot >= Math.floor(from * count) && slot < Math.ceil(to * count)),
      { duets: [OURS], addedUs: ADDED_US, seed, minutesPerInvocation: 0 },
    );
  return { atTierUp: within(0, 0.2), beyond: within(0.6, 1) };
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
