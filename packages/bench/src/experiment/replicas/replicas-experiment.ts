// The replicas experiment as a part of a run: every story on fresh replicas of each arm, behind a real balancer.
import { openStack } from '@authlab/stack';
import pLimit from 'p-limit';
import { REPLICAS_STORIES, type Arm, type ReplicasPlayRecord } from '../../result/replicas-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { analyseReplicas } from './analyse-replicas.ts';
import { armsFor, leftOutOf } from './arms.ts';
import { playStory } from './play-story.ts';
import { openReplicasStage } from './replicas-stage.ts';

interface RoundResult {
  readonly records: readonly ReplicasPlayRecord[];
  readonly balancer: string;
  readonly redisVersion: string;
}

/** Of the strategies alone: comparators have no health to ask. */
export const replicasExperiment: Experiment = async (context) => {
  const profile = context.profile.replicas;
  const arms = armsFor(context.targets);
  const limit = pLimit(profile.armsAtOnce);
  const random = seededRandom(context.seed);
  const plan = Array.from({ length: profile.rounds }, (_, round) =>
    random.shuffled(arms).map((arm) => ({ arm, round })),
  ).flat();
  let done = 0;
  const play = async (arm: Arm, round: number): Promise<RoundResult> => {
    context.report(done / plan.length, `${arm.target}, round ${round + 1} of ${profile.rounds}`);
    const seed = derivedSeed(context.seed, arms.indexOf(arm), round);
    const result = await runRound(arm, round, { ...context, seed });
    done += 1;
    return result;
  };
  const results = await Promise.all(plan.map(({ arm, round }) => limit(() => play(arm, round))));
  const records = results.flatMap((result) => result.records);
  const known = { leftOut: [...leftOutOf(context.targets)], balancer: results[0]?.balancer ?? 'unknown' };
  return {
    summary: {},
    description: { replicas: analyseReplicas(records, profile, known) },
    records,
    redisVersion: results[0]?.redisVersion ?? 'unknown',
  };
};

/** One story after the other on the same processes: each has logins of its own. */
const runRound = async (arm: Arm, round: number, context: ExperimentContext): Promise<RoundResult> => {
  const { signal } = context;
  const profile = context.profile.replicas;
  await using stack = await context.stack.own(() => openStack());
  const stage = await openReplicasStage(stack, { arm, profile, signal });
  const records: ReplicasPlayRecord[] = [];
  for (const [index, story] of REPLICAS_STORIES.entries()) {
    records.push(await playStory({ stage, profile, story, round, seed: derivedSeed(context.seed, index), signal }));
  }
  return { records, balancer: `HAProxy ${stage.balancer.version}`, redisVersion: stage.redisVersion };
};
