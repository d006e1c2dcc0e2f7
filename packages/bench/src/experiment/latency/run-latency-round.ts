// One round of one target: fresh processes, warm-up, then latencies at the common rates, then its capacity.
import { openStack, type Stack } from '@authlab/stack';
import type { CoreSplit } from '../../load/cores.ts';
import { LoadGenerator } from '../../load/generator/load-generator.ts';
import { canAnswer } from '../../load/null-server/canned-answer.ts';
import { startNullServer } from '../../load/null-server/start-null-server.ts';
import type { LatencyProfile } from '../../profile/latency-profile.ts';
import type { CapacityStepRecord, LatencyBlockRecord, LatencyRoundRecord } from '../../result/raw-record.ts';
import { derivedSeed, seededRandom } from '../../stats/seeded-random.ts';
import type { TargetName } from '../../target/target-name.ts';
import { nextRate } from './capacity-search.ts';
import { openLatencyStage } from './latency-stage.ts';
import { type LatencyBench, measureCapacityStep, measureLatencyBlock } from './measure-latency-block.ts';

/** A rate at which every target is measured. */
export interface LatencyRate {
  readonly share: number;
  readonly ratePerSec: number;
}

export interface LatencyRoundOptions {
  readonly stack: Stack;
  readonly target: TargetName;
  readonly profile: LatencyProfile;
  readonly round: number;
  readonly position: number;
  /** None in the first round, which finds the capacities that decide them. */
  readonly rates: readonly LatencyRate[];
  readonly cores: CoreSplit | undefined;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly report: (doing: string) => void;
}

export interface LatencyRound {
  readonly record: LatencyRoundRecord;
  readonly redisVersion: string;
}

const ORDER_SEED = 1;
const BLOCK_SEED = 2;
const STEP_SEED = 3;
/** Of the ceiling: where the search for the capacity starts. */
const FIRST_SHARE = 0.5;
/** Two slices of the warm-up that differ by less are flat. */
const FLAT = 0.1;

/** @throws {TargetError} when the target does not start or does wrong; the signal's reason when aborted */
export const runLatencyRound = async (options: LatencyRoundOptions): Promise<LatencyRound> => {
  const { target, profile, cores, signal, round, position, report } = options;
  const startedAt = new Date().toISOString();
  report('starting and verifying');
  await using stack = await options.stack.own(() => openStack());
  const generator = await LoadGenerator.start(stack, { cores: cores?.generator, signal });
  const stage = await openLatencyStage(stack, { target, users: profile.users, cores: cores?.servers, signal });
  const bench = { stage, generator };
  const isFirst = round === 0;
  const nullCeilingPerSec = isFirst ? await findNullCeiling(stack, bench, options) : undefined;
  await generator.aim({ url: stage.url, connections: profile.connections, requests: stage.requests });
  report('warming up');
  const warmup = await warmUp(bench, profile);
  const blocks = await measureBlocks(bench, options);
  const capacity = isFirst || profile.search.everyRound ? await findCapacity(bench, warmup, options) : { steps: [] };
  const place = { round, position, target, startedAt, pinned: generator.pinned, warmup };
  const ceiling = nullCeilingPerSec === undefined ? {} : { nullCeilingPerSec };
  const record: LatencyRoundRecord = { type: 'latency-round', ...place, ...ceiling, ...capacity, blocks };
  return { record, redisVersion: stage.redis.version };
};

/** The best of several closed loops: null server and generator warm up in the first. */
const findNullCeiling = async (
  stack: Stack,
  { stage, generator }: LatencyBench,
  { profile, cores }: LatencyRoundOptions,
): Promise<number> => {
  const url = await startNullServer(stack, await canAnswer(stage.url, stage.requests[0]), cores?.servers);
  await generator.aim({ url, connections: profile.connections, requests: stage.requests });
  const { completedPerSec } = await warmUp({ stage, generator }, profile);
  return Math.max(...completedPerSec, await closedLoopPerSec(generator, profile));
};

const closedLoopPerSec = async (
  generator: LoadGenerator,
  { connections, ceilingSeconds }: LatencyProfile,
): Promise<number> => {
  const { counts, durationMs } = await generator.closedLoop({ connections, seconds: ceilingSeconds });
  return ((counts.completed - counts.unexpected) * 1000) / durationMs;
};

const warmUp = async (
  { generator }: LatencyBench,
  { connections, warmup }: LatencyProfile,
): Promise<LatencyRoundRecord['warmup']> => {
  const completedPerSec: number[] = [];
  while (
    completedPerSec.length < warmup.maxSlices &&
    !(completedPerSec.length >= warmup.minSlices && isFlat(completedPerSec))
  ) {
    const { counts, durationMs } = await generator.closedLoop({ connections, seconds: warmup.sliceSeconds });
    completedPerSec.push((counts.completed * 1000) / durationMs);
  }
  return { completedPerSec, settled: isFlat(completedPerSec) };
};

const isFlat = (rates: readonly number[]): boolean => {
  const [before, last] = rates.slice(-2);
  return before !== undefined && last !== undefined && Math.abs(last / before - 1) <= FLAT;
};

const measureBlocks = async (bench: LatencyBench, options: LatencyRoundOptions): Promise<LatencyBlockRecord[]> => {
  const order = seededRandom(derivedSeed(options.seed, ORDER_SEED)).shuffled(options.rates);
  const blocks: LatencyBlockRecord[] = [];
  for (const rate of order) blocks.push(...(await measureRate(bench, rate, options)));
  return blocks;
};

/** Again, as often as the profile allows, while it does not count. */
const measureRate = async (
  bench: LatencyBench,
  { share, ratePerSec }: LatencyRate,
  { profile: { blocks: plan }, seed, report }: LatencyRoundOptions,
): Promise<LatencyBlockRecord[]> => {
  const seconds = Math.min(plan.maxSeconds, Math.max(plan.minSeconds, plan.wantedRequests / ratePerSec));
  const done: LatencyBlockRecord[] = [];
  while (done.length <= plan.repeats && done.at(-1)?.state !== 'valid') {
    report(`${ratePerSec} requests/s for ${seconds.toFixed(1)} s`);
    const place = { share, ratePerSec, seconds, attempt: done.length };
    done.push(await measureLatencyBlock(bench, place, derivedSeed(seed, BLOCK_SEED, ratePerSec, done.length)));
  }
  return done;
};

/** The ceiling is the best of all closed loops: what else the machine does can only lower it. */
const findCapacity = async (
  bench: LatencyBench,
  { completedPerSec }: LatencyRoundRecord['warmup'],
  { profile, seed, report }: LatencyRoundOptions,
): Promise<Pick<LatencyRoundRecord, 'ceilingPerSec' | 'steps'>> => {
  report('looking for its capacity');
  const ceilingPerSec = Math.max(...completedPerSec, await closedLoopPerSec(bench.generator, profile));
  const plan = { ...profile.search, firstPerSec: Math.max(1, Math.round(ceilingPerSec * FIRST_SHARE)) };
  const steps: CapacityStepRecord[] = [];
  for (let rate = nextRate(steps, plan); rate !== undefined; rate = nextRate(steps, plan)) {
    report(`looking for its capacity at ${rate} requests/s`);
    const place = { ratePerSec: rate, seconds: plan.stepSeconds, seed: derivedSeed(seed, STEP_SEED, steps.length) };
    steps.push(await measureCapacityStep(bench, place));
  }
  return { ceilingPerSec, steps };
};
