// Runs the chosen experiments and puts their parts together into one summary.
import { baselineExperiment } from '../experiment/baseline/baseline-experiment.ts';
import { calibrateExperiment } from '../experiment/calibrate/calibrate-experiment.ts';
import { costExperiment } from '../experiment/cost/cost-experiment.ts';
import { footprintExperiment } from '../experiment/footprint/footprint-experiment.ts';
import { type ExperimentName, EXPERIMENTS } from '../experiment/experiment-name.ts';
import type { Experiment, ExperimentContext, ExperimentPart } from '../experiment/experiment.ts';
import { knobsExperiment } from '../experiment/knobs/knobs-experiment.ts';
import { latencyExperiment } from '../experiment/latency/latency-experiment.ts';
import { outageExperiment } from '../experiment/outage/outage-experiment.ts';
import { pitfallsExperiment } from '../experiment/pitfalls/pitfalls-experiment.ts';
import { loginExperiment } from '../experiment/login/login-experiment.ts';
import { replicasExperiment } from '../experiment/replicas/replicas-experiment.ts';
import { revocationExperiment } from '../experiment/revocation/revocation-experiment.ts';
import { theftExperiment } from '../experiment/theft/theft-experiment.ts';
import { PROFILES } from '../profile/profile.ts';
import { judgeRun } from '../result/judge-run.ts';
import type { RawRecord } from '../result/raw-record.ts';
import { readEnvironment } from '../result/read-environment.ts';
import { type Summary, summarySchema } from '../result/summary.ts';
import { derivedSeed } from '../stats/seeded-random.ts';
import type { BenchOptions } from './bench-options.ts';
import type { Progress } from './progress.ts';

export interface MeasureContext extends Pick<ExperimentContext, 'stack' | 'signal'> {
  readonly progress: Progress;
  /** As it was typed. */
  readonly command: string;
}

export interface MeasuredRun {
  readonly summary: Summary;
  readonly records: readonly RawRecord[];
}

const RUNNERS: Readonly<Record<ExperimentName, Experiment>> = {
  cost: costExperiment,
  revocation: revocationExperiment,
  knobs: knobsExperiment,
  pitfalls: pitfallsExperiment,
  calibrate: calibrateExperiment,
  latency: latencyExperiment,
  footprint: footprintExperiment,
  login: loginExperiment,
  theft: theftExperiment,
  baseline: baselineExperiment,
  outage: outageExperiment,
  replicas: replicasExperiment,
};

/** @throws {TargetError} when a target cannot be measured; the signal's reason when aborted */
export const measureRun = async (options: BenchOptions, context: MeasureContext): Promise<MeasuredRun> => {
  const started = new Date();
  const parts: ExperimentPart[] = [];
  for (const name of options.experiments) parts.push(await RUNNERS[name](contextOf(name, options, context)));
  const measured = merge(parts);
  const summary = summarySchema.parse({
    schemaVersion: 1,
    profile: options.profile,
    ...judgeRun(measured),
    environment: await readEnvironment(parts.find(({ redisVersion }) => redisVersion !== undefined)?.redisVersion),
    seed: options.seed,
    command: context.command,
    startedAt: started.toISOString(),
    durationSeconds: (Date.now() - started.getTime()) / 1000,
    ...measured,
  } satisfies Summary);
  return { summary, records: parts.flatMap((part) => part.records) };
};

/** Each experiment has a seed of its own, so that running one alone repeats its part of a whole run. */
const contextOf = (
  name: ExperimentName,
  { targets, profile, redisDelayMs, seed }: BenchOptions,
  { stack, signal, progress }: MeasureContext,
): ExperimentContext => ({
  stack,
  signal,
  targets,
  profile: PROFILES[profile],
  redisDelayMs,
  seed: derivedSeed(seed, EXPERIMENTS.indexOf(name)),
  report: (share, doing) => progress.report(name, share, doing),
});

type Measured = Pick<Summary, 'noiseFloor' | 'knownEffect' | 'cost' | 'comparisons' | 'revocation' | 'experiments'>;

const merge = (parts: readonly ExperimentPart[]): Measured => {
  const nothing: Measured = { cost: [], comparisons: [], revocation: [], experiments: {} };
  return parts.reduce(
    (all, { summary, description }) => ({
      ...all,
      ...summary,
      experiments: { ...all.experiments, ...description },
    }),
    nothing,
  );
};
