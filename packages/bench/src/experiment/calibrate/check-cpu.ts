// A known amount of CPU, through the whole of the cost experiment.
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import { runCost } from '../cost/run-cost.ts';
import type { ExperimentContext } from '../experiment.ts';

const KNOWN_US = 100;
const TOLERANCE = 0.03;

export const checkCpu = async (context: ExperimentContext): Promise<CalibrationCheck> => {
  const { knownEffect } = await runCost({
    ...context,
    duets: [['synthetic/honest']],
    profile: context.profile.calibrate.cost,
    addedUs: KNOWN_US,
  });
  const known = `each request burns ${KNOWN_US} us more, to be found within ${TOLERANCE * 100} %`;
  if (knownEffect === undefined) return { name: 'cpu', known, found: 'too few blocks that count', passed: false };
  const { value, low, high } = knownEffect.foundUs;
  return {
    name: 'cpu',
    known,
    found: `${value.toFixed(1)} us (${low.toFixed(1)} to ${high.toFixed(1)})`,
    passed: Math.abs(value - KNOWN_US) <= TOLERANCE * KNOWN_US,
  };
};
