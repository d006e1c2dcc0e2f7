// Servers with known answers: does the lab find them, and does it refuse what is not to be measured?
import type { Experiment, ExperimentContext } from '../experiment.ts';
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import { checkCpu } from './check-cpu.ts';
import { checkForeignLoad } from './check-foreign-load.ts';
import { checkLiar, checkShedding } from './check-liar.ts';
import { checkSlowStart } from './check-slow-start.ts';
import { checkStall } from './check-stall.ts';

type Check = (context: ExperimentContext) => Promise<CalibrationCheck>;

const CHECKS: readonly { readonly doing: string; readonly check: Check }[] = [
  { doing: 'a known amount of CPU', check: checkCpu },
  { doing: 'a slow start', check: checkSlowStart },
  { doing: 'a server that stalls', check: checkStall },
  { doing: 'a server that lets everybody in', check: (context) => checkLiar(context, 'synthetic/open-door') },
  { doing: 'a server that mixes users up', check: (context) => checkLiar(context, 'synthetic/somebody-else') },
  { doing: 'a server that sheds load', check: checkShedding },
  { doing: 'a busy machine', check: checkForeignLoad },
];

/** The targets of the run play no part. */
export const calibrateExperiment: Experiment = async (context) => {
  const checks: CalibrationCheck[] = [];
  for (const [index, { doing, check }] of CHECKS.entries()) {
    const report = (share: number): void => context.report((index + share) / CHECKS.length, doing);
    report(0);
    checks.push(await check({ ...context, report }));
  }
  return { summary: {}, description: { calibrate: { checks } }, records: [] };
};
