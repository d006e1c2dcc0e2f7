// The theft experiment as a part of a run: every story, on fresh replicas of each strategy.
import type { Strategy } from '@authlab/contract';
import { openStack, type Stack } from '@authlab/stack';
import pLimit from 'p-limit';
import type { TheftTrialRecord } from '../../result/theft-record.ts';
import { derivedSeed } from '../../stats/seeded-random.ts';
import { isStrategy } from '../../target/target-name.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { analyseTheft } from './analyse-theft.ts';
import { playStory, type TheftOptions } from './play-story.ts';
import { storiesOf } from './stories.ts';
import { openTheftStage } from './theft-stage.ts';

interface TargetResult {
  readonly records: readonly TheftTrialRecord[];
  readonly redisVersion: string;
}

/** Of the strategies alone: a comparator can do no more than log in and out. */
export const theftExperiment: Experiment = async (context) => {
  const targets = context.targets.filter(isStrategy);
  const results: TargetResult[] = [];
  for (const [index, target] of targets.entries()) {
    const report = (share: number, doing: string): void =>
      context.report((index + share) / targets.length, `${target}: ${doing}`);
    results.push(await runTarget(target, { ...context, seed: derivedSeed(context.seed, index), report }));
  }
  const records = results.flatMap((result) => result.records);
  return {
    summary: {},
    description: { theft: analyseTheft(records, context.profile.theft) },
    records,
    redisVersion: results[0]?.redisVersion ?? 'unknown',
  };
};

const runTarget = async (target: Strategy, context: ExperimentContext): Promise<TargetResult> => {
  const { trialsAtOnce } = context.profile.theft;
  context.report(0, 'starting and verifying the replicas');
  await using stack = await context.stack.own(() => openStack());
  const thefts = await prepareThefts(stack, target, context);
  const stories = new Set(thefts.map(({ story }) => story)).size;
  // Stories are mostly waiting, so all of them are played at once.
  const limit = pLimit(stories * trialsAtOnce);
  let done = 0;
  const play = async (theft: TheftOptions): Promise<TheftTrialRecord> => {
    const record = await playStory(theft);
    done += 1;
    if (done % stories === 0) context.report(done / thefts.length, `theft ${done} of ${thefts.length}`);
    return record;
  };
  const records = await Promise.all(thefts.map((theft) => limit(() => play(theft))));
  return { records, redisVersion: thefts[0]?.stage.redisVersion ?? 'unknown' };
};

/** Trial after trial of all stories, each with a victim of its own. */
const prepareThefts = async (stack: Stack, target: Strategy, context: ExperimentContext): Promise<TheftOptions[]> => {
  const { signal } = context;
  const profile = context.profile.theft;
  const thefts: TheftOptions[] = [];
  for (const lifetimes of ['usual', 'short'] as const) {
    const plans = storiesOf(target, lifetimes).flatMap((story) =>
      Array.from({ length: profile.trials }, (_, trial) => ({ story, trial })),
    );
    const stage = await openTheftStage(stack, { target, profile, lifetimes, thefts: plans.length, signal });
    for (const [place, account] of stage.accounts.entries()) {
      const plan = plans[place];
      const seed = derivedSeed(context.seed, thefts.length);
      if (plan !== undefined) thefts.push({ stage, profile, account, signal, seed, ...plan });
    }
  }
  return thefts.toSorted((left, right) => left.trial - right.trial);
};
