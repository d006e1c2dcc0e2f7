// One block of load on a synthetic server.
import type { BlockOptions } from '../cost/measure-block.ts';
import type { StageOptions } from '../cost/stage.ts';
import type { ExperimentContext } from '../experiment.ts';
import type { TargetName } from '../../target/target-name.ts';

export const stageOptions = (
  target: TargetName,
  { profile, seed, signal }: Pick<ExperimentContext, 'profile' | 'seed' | 'signal'>,
): StageOptions => ({
  targets: [target],
  users: profile.calibrate.cost.users,
  addedUs: 0,
  redisDelayMs: 0,
  seed,
  signal,
});

export const blockPlace = ({ profile, seed, signal }: ExperimentContext): BlockOptions => {
  const { blockSeconds, ratesPerSec } = profile.calibrate.cost;
  const place = { duet: 0, invocation: 0, slot: 0, attempt: 0, seconds: blockSeconds } as const;
  return {
    place: { ...place, phase: 'measurement', ratePerSec: Math.max(...ratesPerSec), assignment: 0 },
    seed,
    signal,
  };
};
