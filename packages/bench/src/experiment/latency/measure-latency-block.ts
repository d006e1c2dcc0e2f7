// One block: open-loop load at one rate, with an eye on what else the machine does.
import { performance } from 'node:perf_hooks';
import type { LoadReport } from '../../load/generator/generator-message.ts';
import type { LoadGenerator } from '../../load/generator/load-generator.ts';
import { mergeTimes, percentileMs } from '../../load/time-histogram.ts';
import type { CapacityStepRecord, LatencyBlockRecord } from '../../result/raw-record.ts';
import { noiseBetween, readMachine } from '../../sample/machine-noise.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { judgeLatencyBlock } from './latency-rules.ts';
import type { LatencyStage } from './latency-stage.ts';

/** The stage, and the generator that is aimed at it. */
export interface LatencyBench {
  readonly stage: LatencyStage;
  readonly generator: LoadGenerator;
}

export interface LoadPlace {
  readonly ratePerSec: number;
  readonly seconds: number;
  readonly seed: number;
}

type BlockPlace = Pick<LatencyBlockRecord, 'share' | 'ratePerSec' | 'seconds' | 'attempt'>;

export const measureLatencyBlock = async (
  bench: LatencyBench,
  place: BlockPlace,
  seed: number,
): Promise<LatencyBlockRecord> => {
  const { stage, generator } = bench;
  const startMs = performance.now();
  const machine = await readMachine(startMs);
  const before = await readCpuUs(stage);
  const report = await generator.openLoop(scenarioOf(stage, { ...place, seed }));
  const ownUs = (await readCpuUs(stage)) - before + report.cpuUs;
  const noise = noiseBetween(machine, await readMachine(performance.now()), ownUs / 1000);
  const block = { counts: report.counts, times: report.times, noise };
  return { ...place, ...block, ...judgeLatencyBlock(block) };
};

export const measureCapacityStep = async (
  { stage, generator }: LatencyBench,
  place: LoadPlace,
): Promise<CapacityStepRecord> => {
  const report = await generator.openLoop(scenarioOf(stage, place));
  return {
    ratePerSec: place.ratePerSec,
    counts: report.counts,
    ...(isWhole(report) ? { p99Ms: percentileMs(mergeTimes([report.times.latency]), 0.99) } : {}),
    latenessP99Ms: percentileMs(mergeTimes([report.times.lateness]), 0.99),
  };
};

const isWhole = ({ counts: { offered, completed, unexpected } }: LoadReport): boolean =>
  completed === offered && unexpected === 0;

const scenarioOf = (stage: LatencyStage, { ratePerSec, seconds, seed }: LoadPlace): Scenario => ({
  id: `latency/${stage.target}`,
  seed,
  arrivals: { process: 'poisson', ratePerSec, seconds },
  population: { users: stage.requests.length },
  mix: [{ operation: 'me', weight: 1, expect: stage.requests[0].expect }],
  timeline: [],
});

/** API, Redis and the lab itself. */
const readCpuUs = async ({ usage, redis }: LatencyStage): Promise<number> => {
  const [app, work] = await Promise.all([usage(), redis.read()]);
  const { user, system } = process.cpuUsage();
  return app.cpuUserUs + app.cpuSystemUs + work.cpuUs + user + system;
};
