// Reads every instrument before and after a block: what each process did, and what else the machine did.
import { performance } from 'node:perf_hooks';
import type { CostVariantRecord } from '../../result/raw-record.ts';
import { type MachineNoise, noiseBetween, readMachine } from '../../sample/machine-noise.ts';
import type { Replica } from '@authlab/stack';
import type { CostProcess } from './stage.ts';

/** What one process and its Redis did. */
export type ProcessWork = Pick<
  CostVariantRecord,
  'appCpuUs' | 'redisCpuUs' | 'redisIdleUs' | 'redisCommands' | 'bytesIn' | 'bytesOut'
>;

export interface StageWork {
  readonly durationMs: number;
  /** In the order of the processes. */
  readonly processes: readonly ProcessWork[];
  /** CPU of the lab itself. */
  readonly ownCpuUs: number;
  readonly noise: MachineNoise;
}

/** Starts a reading; the function it gives ends it. */
export const startReading = async (processes: readonly CostProcess[]): Promise<() => Promise<StageWork>> => {
  await Promise.all(processes.map(({ redis }) => redis.reset()));
  const startMs = performance.now();
  const machine = await readMachine(startMs);
  const ends = await Promise.all(processes.map(startProcessReading));
  const relaysCpuUs = await readRelaysCpuUs(processes);
  const own = process.cpuUsage();
  return async () => {
    const ownSince = process.cpuUsage(own);
    const durationMs = performance.now() - startMs;
    const works = await Promise.all(ends.map((end) => end(durationMs)));
    const ownCpuUs = ownSince.user + ownSince.system;
    const relayCpuUs = (await readRelaysCpuUs(processes)) - relaysCpuUs;
    const allCpuUs = works.reduce(
      (sum, work) => sum + work.appCpuUs + work.redisCpuUs + work.redisIdleUs,
      ownCpuUs + relayCpuUs,
    );
    const noise = noiseBetween(machine, await readMachine(performance.now()), allCpuUs / 1000);
    return { durationMs, processes: works, ownCpuUs, noise };
  };
};

const startProcessReading = async (measured: CostProcess) => {
  const appCpuUs = await readAppCpuUs(measured);
  const bytes = measured.pool.bytes();
  return async (durationMs: number): Promise<ProcessWork> => {
    const [appCpuUsAfter, redis] = await Promise.all([readAppCpuUs(measured), measured.redis.read()]);
    const bytesAfter = measured.pool.bytes();
    const redisIdleUs = measured.redisIdleUsPerMs * durationMs;
    return {
      appCpuUs: appCpuUsAfter - appCpuUs,
      redisCpuUs: redis.cpuUs - redisIdleUs,
      redisIdleUs,
      redisCommands: redis.commands,
      bytesIn: bytesAfter.in - bytes.in,
      bytesOut: bytesAfter.out - bytes.out,
    };
  };
};

const readAppCpuUs = ({ usage }: CostProcess): Promise<number> => cpuUsOf(usage);

/** What stands for the distance to Redis is no foreign program. */
const readRelaysCpuUs = async (processes: readonly CostProcess[]): Promise<number> => {
  const readings = processes.flatMap(({ relayUsage }) => (relayUsage === undefined ? [] : [cpuUsOf(relayUsage)]));
  return (await Promise.all(readings)).reduce((sum, cpuUs) => sum + cpuUs, 0);
};

const cpuUsOf = async (usage: Replica['usage']): Promise<number> => {
  const { cpuUserUs, cpuSystemUs } = await usage();
  return cpuUserUs + cpuSystemUs;
};
