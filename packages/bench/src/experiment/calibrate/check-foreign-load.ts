// Another program fills the machine: what is measured meanwhile must not count.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openStack } from '@authlab/stack';
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import { measureBlock } from '../cost/measure-block.ts';
import { openStage } from '../cost/stage.ts';
import type { ExperimentContext } from '../experiment.ts';
import { blockPlace, stageOptions } from './synthetic-stage.ts';

const FOREIGN = fileURLToPath(new URL('../../../dist/experiment/calibrate/foreign-load.js', import.meta.url));

export const checkForeignLoad = async (context: ExperimentContext): Promise<CalibrationCheck> => {
  await using stack = await context.stack.own(() => openStack());
  const processes = await openStage(stack, stageOptions('synthetic/honest', context));
  const count = availableParallelism();
  await stack.replicas(count, { entry: FOREIGN, name: 'foreign', env: {}, signal: context.signal });
  const { state, broken, noise } = await measureBlock(processes, blockPlace(context));
  const seen = noise.foreignShare === undefined ? 'unknown' : `${(noise.foreignShare * 100).toFixed(0)} %`;
  return {
    name: 'foreign-load',
    known: `${count} other programs that each fill a core`,
    found: `the block is ${state}; CPU of other programs: ${seen}`,
    passed: state === 'noisy' && broken.length > 0,
  };
};
