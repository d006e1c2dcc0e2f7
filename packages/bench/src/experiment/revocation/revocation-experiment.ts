// The revocation experiment as a part of a run.
import type { Experiment } from '../experiment.ts';
import { isStrategy } from '../../target/target-name.ts';
import { runRevocation } from './run-revocation.ts';

export const revocationExperiment: Experiment = async (context) => {
  const profile = context.profile.revocation;
  const { rows, records, redisVersion } = await runRevocation({
    ...context,
    profile,
    targets: context.targets.filter(isStrategy),
  });
  const trials = records.flatMap((record) => (record.type === 'revocation-trial' ? [record.outcome] : []));
  const completed = trials.flatMap((outcome) => (outcome.state === 'completed' ? [outcome] : []));
  return {
    summary: { revocation: [...rows] },
    description: {
      revocation: {
        replicas: profile.replicas,
        trials: completed.length,
        unfinishedTrials: trials.length - completed.length,
        probes: completed.reduce((sum, { replicas }) => sum + replicas.flat().length, 0),
      },
    },
    records,
    redisVersion: redisVersion ?? 'unknown',
  };
};
