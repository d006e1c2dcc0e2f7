// A server whose first requests are dear: the warm-up must last until they are over.
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { mean } from '../../stats/moments.ts';
import { runInvocation } from '../cost/run-invocation.ts';
import { cpuUsPerRequest, hasSettled } from '../cost/warm-up.ts';
import { COLD } from './cold.ts';
import type { ExperimentContext } from '../experiment.ts';

export const checkSlowStart = async (context: ExperimentContext): Promise<CalibrationCheck> => {
  const { cost } = context.profile.calibrate;
  const blocks: CostBlockRecord[] = [];
  await runInvocation({
    ...context,
    targets: ['synthetic/slow-start'],
    // Without the burst, which would be over it: what is asked is whether the blocks go on until it is.
    profile: { ...cost, pairs: 1, warmup: { ...cost.warmup, requests: 0 } },
    users: cost.users,
    addedUs: 0,
    duet: 0,
    invocation: 0,
    report: () => undefined,
    onBlock: (block) => blocks.push(block),
  });
  const warmUp = blocks.filter(({ phase }) => phase === 'warm-up');
  const [first = 0] = warmUp.map(cpuUsPerRequest);
  const last = cpuUsPerRequest(warmUp.at(-1) ?? { variants: [] });
  const requests = sum(warmUp.map(({ variants }) => Math.min(...variants.map(({ outcome }) => outcome.completed))));
  const measuredUs = mean(blocks.filter(({ phase }) => phase === 'measurement').map(cpuUsPerRequest));
  return {
    name: 'slow-start',
    known: `the first ${COLD.requests} requests of a process cost up to ${COLD.extraUs} us more, falling`,
    found:
      `the warm-up ended after ${requests} requests, at ${last.toFixed(0)} instead of ${first.toFixed(0)} us; ` +
      `measured: ${measuredUs.toFixed(0)} us`,
    passed: hasSettled(warmUp) && requests >= COLD.requests && measuredUs < first / 2,
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
