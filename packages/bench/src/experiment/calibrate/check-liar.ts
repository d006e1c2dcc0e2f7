// Servers that answer 2xx to what they should refuse, or refuse what they should answer.
import { openStack } from '@authlab/stack';
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import { TargetError } from '../../target/target-error.ts';
import type { ExperimentContext } from '../experiment.ts';
import { measureBlock } from '../cost/measure-block.ts';
import { openStage } from '../cost/stage.ts';
import { blockPlace, stageOptions } from './synthetic-stage.ts';

type Liar = 'synthetic/open-door' | 'synthetic/somebody-else';

const KNOWN: Readonly<Record<Liar, string>> = {
  'synthetic/open-door': 'answers 200 to anybody, with any credential or none',
  'synthetic/somebody-else': 'answers 200 with another user than the one who asks',
};

/** It would win every benchmark: it must not be measured at all. */
export const checkLiar = async (context: ExperimentContext, target: Liar): Promise<CalibrationCheck> => {
  const known = KNOWN[target];
  const name = target.slice('synthetic/'.length);
  await using stack = await context.stack.own(() => openStack());
  try {
    await openStage(stack, stageOptions(target, context));
    return { name, known, found: 'measured all the same', passed: false };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { name, known, found: error.message, passed: true };
  }
};

/** It looks cheap, because it does not do all of the work: its blocks must not count. */
export const checkShedding = async (context: ExperimentContext): Promise<CalibrationCheck> => {
  await using stack = await context.stack.own(() => openStack());
  const processes = await openStage(stack, stageOptions('synthetic/shedding', context));
  const { state, broken } = await measureBlock(processes, blockPlace(context));
  return {
    name: 'shedding',
    known: 'answers 503 to each 20th request',
    found: broken[0] === undefined ? 'the block counts' : `the block does not count; broken is the rule: ${broken[0]}`,
    passed: state === 'incomplete',
  };
};
