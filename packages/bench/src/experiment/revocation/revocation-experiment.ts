// The revocation experiment as a part of a run.
import { isStrategy } from '../../target/target-name.ts';
import type { Experiment } from '../experiment.ts';
import { analyseRevocation } from './analyse-revocation.ts';
import { runRevocation } from './run-revocation.ts';

export const revocationExperiment: Experiment = async (context) => {
  const profile = context.profile.revocation;
  const targets = context.targets.filter(isStrategy);
  const { records, redisVersion } = await runRevocation({ ...context, profile, targets });
  const trials = records.filter((record) => record.type === 'revocation-trial');
  const beside = records.filter((record) => record.type === 'revocation-bystanders');
  const completed = trials.flatMap(({ outcome }) => (outcome.state === 'completed' ? [outcome] : []));
  return {
    summary: { revocation: analyseRevocation(trials, beside) },
    description: {
      revocation: {
        trials: completed.length,
        unfinishedTrials: trials.length - completed.length,
        probes: completed.reduce((sum, { replicas }) => sum + replicas.flat().length, 0),
        loads: beside.flatMap(({ target, replicas, load }) =>
          load === undefined ? [] : [{ target, replicas, ...load }],
        ),
      },
    },
    records,
    redisVersion: redisVersion ?? 'unknown',
  };
};
