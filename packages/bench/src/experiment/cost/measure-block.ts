// One block: load on all variants at once, between two readings of every instrument.
import { runLoad } from '../../load/run-load.ts';
import type { CostBlockRecord } from '../../result/raw-record.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { judgeBlock } from './block-rules.ts';
import { startReading } from './read-work.ts';
import type { CostProcess } from './stage.ts';

/** Which block of the plan this is. */
export type BlockPlace = Pick<
  CostBlockRecord,
  'phase' | 'invocation' | 'slot' | 'attempt' | 'ratePerSec' | 'seconds' | 'assignment'
>;

export interface BlockOptions {
  readonly place: BlockPlace;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 5000;

/** @throws the signal's reason, once it is aborted */
export const measureBlock = async (
  processes: readonly CostProcess[],
  { place, seed, signal }: BlockOptions,
): Promise<CostBlockRecord> => {
  const startedAt = new Date().toISOString();
  const roles = processes.map((measured) => ({ measured, operation: operationOf(measured, place.assignment) }));
  const variants = roles.map(({ measured, operation }) => ({
    pool: measured.pool,
    request: (_entry: number, user: number) =>
      operation === 'me' ? (measured.me[user] ?? measured.open) : measured.open,
  }));
  const schedule = duetSchedule(roles.map((role) => scenarioOf(role, place, seed)));
  const endReading = await startReading(processes);
  const load = await runLoad({ schedule, variants, timeoutMs: TIMEOUT_MS, signal });
  const { processes: works, durationMs, ownCpuUs, noise } = await endReading();
  const block = {
    variants: roles.flatMap(({ measured: { target, twin, replica }, operation }, index) => {
      const [work, outcome] = [works[index], load.variants[index]];
      return work === undefined || outcome === undefined
        ? []
        : [{ target, twin, replica, operation, ...work, outcome }];
    }),
    generator: { utilization: load.ownUtilization, cpuUs: ownCpuUs },
    noise,
  };
  return { type: 'cost-block', ...place, startedAt, durationMs, ...block, ...judgeBlock(block) };
};

interface Role {
  readonly measured: CostProcess;
  readonly operation: 'me' | 'public';
}

/** The replicas of a target swap their roles from block to block: what is peculiar to a process cancels out. */
const operationOf = ({ replica }: CostProcess, assignment: 0 | 1): Role['operation'] =>
  replica === assignment ? 'me' : 'public';

const scenarioOf = ({ measured, operation }: Role, place: BlockPlace, seed: number): Scenario => ({
  id: `cost/${measured.target}/${operation}`,
  seed,
  arrivals: { process: 'poisson', ratePerSec: place.ratePerSec, seconds: place.seconds },
  population: { users: measured.me.length },
  mix: [{ operation, weight: 1, expect: 200 }],
  timeline: [],
});
