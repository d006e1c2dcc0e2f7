// The latency experiment as a part of a run.
import type { Experiment } from '../experiment.ts';
import { analyseLatency } from './analyse-latency.ts';
import { runLatency } from './run-latency.ts';

export const latencyExperiment: Experiment = async (context) => {
  const profile = context.profile.latency;
  const { records, redisVersion } = await runLatency({ ...context, profile });
  return {
    summary: {},
    description: { latency: analyseLatency(records, { targets: context.targets, profile }) },
    records,
    redisVersion,
  };
};
