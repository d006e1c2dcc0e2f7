// The outage experiment as a part of a run: every fault on every strategy, several at a time on processes of their own.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Strategy } from '@authlab/contract';
import { openStack, type Stack } from '@authlab/stack';
import type { OutageProfile } from '../../profile/outage-profile.ts';
import type { OutageFault, OutageTrialRecord } from '../../result/outage-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import { isStrategy } from '../../target/target-name.ts';
import type { Experiment, ExperimentContext } from '../experiment.ts';
import { analyseOutage, settingsOf } from './analyse-outage.ts';
import { fillOutageStage, type OutageStage, startOutageStage } from './outage-stage.ts';
import { playOutage, VICTIMS } from './play-outage.ts';
import { playableFaults } from './playable-faults.ts';

interface Plan {
  readonly target: Strategy;
  readonly fault: OutageFault;
  readonly trial: number;
  readonly seed: number;
}

/** Of the strategies alone: a comparator knows no logout that could be watched. */
export const outageExperiment: Experiment = async (context) => {
  const { outage } = context.profile;
  const { faults, leftOut } = await playableFaults(outage.faults, context.signal);
  const plans = plansOf({ ...context, profile: { ...context.profile, outage: { ...outage, faults } } });
  const records: OutageTrialRecord[] = [];
  let redisVersion = 'unknown';
  for (const wave of wavesOf(plans, outage)) {
    const done = records.length;
    context.report(done / plans.length, `outages ${done + 1} to ${done + wave.length} of ${plans.length}`);
    const played = await playWave(wave, context);
    records.push(...played.records);
    redisVersion = played.redisVersion;
  }
  return {
    summary: {},
    description: { outage: analyseOutage(records, { ...settingsOf(outage), leftOut }) },
    records,
    redisVersion,
  };
};

/** Trial after trial; within one in random order, so that no fault always has the same neighbours. */
const plansOf = ({ targets, profile: { outage }, seed }: ExperimentContext): Plan[] =>
  Array.from({ length: outage.trials }, (_, trial) => {
    const faults = outage.faults.flatMap((fault) =>
      targets
        .filter(isStrategy)
        .filter((target) => canBePlayed(target, fault))
        .map((target) => ({ target, fault, trial })),
    );
    const numbered = faults.map((plan, place) => ({ ...plan, seed: derivedSeed(seed, trial, place) }));
    return seededRandom(derivedSeed(seed, trial)).shuffled(numbered);
  }).flat();

const wavesOf = (plans: readonly Plan[], outage: OutageProfile): Plan[][] => {
  const isLong = ({ fault }: Plan): boolean => outage.ownTailSeconds[fault] !== undefined;
  const [short, long] = [plans.filter((plan) => !isLong(plan)), plans.filter(isLong)];
  return [...chunked(short, outage.trialsAtOnce), ...chunked(long, outage.longTrialsAtOnce)];
};

const chunked = (plans: readonly Plan[], size: number): Plan[][] =>
  Array.from({ length: Math.ceil(plans.length / size) }, (_, index) => plans.slice(index * size, (index + 1) * size));

/** Where sessions are not in Redis, no replica of it can confirm anything: the API says so and does not start. */
const canBePlayed = (target: Strategy, fault: OutageFault): boolean =>
  fault !== 'failover-confirmed' || target !== 'session/memory';

/** All processes are started before the first trial begins: a start takes the machine away from others. */
const playWave = async (plans: readonly Plan[], context: ExperimentContext) => {
  await using stack = await context.stack.own(() => openStack());
  const empty = await Promise.all(plans.map((plan) => startStage(stack, plan, context)));
  await sleep(QUIET_MS, undefined, { signal: context.signal });
  const stages: OutageStage[] = [];
  for (const stage of empty) stages.push(await fillOutageStage(stack, stage, VICTIMS));
  const records = await Promise.all(stages.map((stage, place) => playTrial(stage, plans[place] as Plan, context)));
  return { records, redisVersion: stages[0]?.redisVersion ?? 'unknown' };
};

const startStage = (stack: Stack, { target, fault }: Plan, { profile, signal }: ExperimentContext) =>
  startOutageStage(stack, { target, fault, profile: profile.outage, signal });

const tailOf = ({ fault }: Plan, { tailSeconds, ownTailSeconds }: OutageProfile): number =>
  ownTailSeconds[fault] ?? tailSeconds;

/** What a start leaves to be done. */
const QUIET_MS = 500;

/** A trial that breaks off is a result too; only an abort throws. */
const playTrial = async (
  stage: OutageStage,
  plan: Plan,
  { profile: { outage: profile }, signal }: ExperimentContext,
): Promise<OutageTrialRecord> => {
  const { target, fault, trial, seed } = plan;
  const known = { type: 'outage-trial', target, fault, trial } as const;
  try {
    return {
      ...known,
      outcome: await playOutage({ stage, profile, tailSeconds: tailOf(plan, profile), seed, signal }),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { ...known, outcome: { state: 'failed', reason: error instanceof Error ? error.message : String(error) } };
  }
};
