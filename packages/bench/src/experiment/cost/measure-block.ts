// One block: load on all variants at once, between two readings of every instrument.
import type { PreparedRequest } from '../../load/send-request.ts';
import { runLoad } from '../../load/run-load.ts';
import type { CostBlockRecord, CostOperation } from '../../result/raw-record.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { judgeBlock } from './block-rules.ts';
import { startReading } from './read-work.ts';
import type { CostProcess } from './stage.ts';

/** Which block of the plan this is. */
export type BlockPlace = Pick<
  CostBlockRecord,
  'phase' | 'duet' | 'invocation' | 'slot' | 'attempt' | 'ratePerSec' | 'seconds' | 'assignment'
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
    request: requestOf(measured, operation),
  }));
  const schedule = duetSchedule(roles.map((role) => scenarioOf(role, place, seed)));
  const endReading = await startReading(processes);
  const load = await runLoad({ schedule, variants, timeoutMs: TIMEOUT_MS, signal });
  const { processes: works, durationMs, ownCpuUs, noise } = await endReading();
  const block = {
    variants: roles.flatMap(({ measured: { target, arm, replica }, operation }, index) => {
      const [work, outcome] = [works[index], load.variants[index]];
      return work === undefined || outcome === undefined ? [] : [{ target, arm, replica, operation, ...work, outcome }];
    }),
    generator: { utilization: load.ownUtilization, cpuUs: ownCpuUs },
    noise,
  };
  return { type: 'cost-block', ...place, startedAt, durationMs, ...block, ...judgeBlock(block) };
};

interface Role {
  readonly measured: CostProcess;
  readonly operation: CostOperation;
}

/** The replicas of a target swap their roles from block to block: what is peculiar to a process cancels out. */
const operationOf = ({ arm, replica }: CostProcess, assignment: 0 | 1): CostOperation => {
  const isDearer = replica === assignment;
  if (arm === 'known-effect') return isDearer ? 'me-with-effect' : 'me';
  return isDearer ? 'me' : 'public';
};

const requestOf = ({ me, meWithEffect, open }: CostProcess, operation: CostOperation) => {
  const byUser = { me, 'me-with-effect': meWithEffect, public: [] }[operation];
  return (_entry: number, user: number): PreparedRequest => byUser[user] ?? open;
};

const scenarioOf = ({ measured, operation }: Role, place: BlockPlace, seed: number): Scenario => ({
  id: `cost/${measured.target}/${operation}`,
  seed,
  arrivals: { process: 'poisson', ratePerSec: place.ratePerSec, seconds: place.seconds },
  population: { users: measured.me.length },
  mix: [{ operation: operation === 'public' ? 'public' : 'me', weight: 1, expect: 200 }],
  timeline: [],
});
