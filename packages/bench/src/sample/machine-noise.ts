// What else the machine did while a block ran: stolen time, pressure, and CPU of processes that are not ours.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

/** Running totals in ms; a source that this system does not have is absent. */
export interface MachineReading {
  readonly atMs: number;
  readonly busyMs?: number;
  readonly stealMs?: number;
  readonly pressureMs?: number;
}

/** Shares between 0 and 1: of all cores for steal and foreign CPU, of the time for pressure. */
export interface MachineNoise {
  readonly stealShare?: number;
  readonly foreignShare?: number;
  readonly pressureShare?: number;
}

/** `/proc/stat` counts in ticks of 10 ms (USER_HZ, fixed in the Linux ABI). */
const TICK_MS = 10;

export const readMachine = async (nowMs: number): Promise<MachineReading> => {
  const [stat, pressure] = await Promise.all([readText('/proc/stat'), readText('/proc/pressure/cpu')]);
  return { atMs: nowMs, ...parseStat(stat), ...parsePressure(pressure) };
};

/** @param ownCpuMs CPU that the measured processes and the lab used between the two readings */
export const noiseBetween = (before: MachineReading, after: MachineReading, ownCpuMs: number): MachineNoise => {
  const spanMs = after.atMs - before.atMs;
  const capacityMs = spanMs * availableParallelism();
  const steal = difference(before.stealMs, after.stealMs);
  const busy = difference(before.busyMs, after.busyMs);
  const pressure = difference(before.pressureMs, after.pressureMs);
  return {
    ...(steal === undefined ? {} : { stealShare: steal / capacityMs }),
    ...(busy === undefined ? {} : { foreignShare: Math.max(0, busy - ownCpuMs) / capacityMs }),
    ...(pressure === undefined ? {} : { pressureShare: pressure / spanMs }),
  };
};

/** The first line of proc_stat(5): user nice system idle iowait irq softirq steal. */
export const parseStat = (text: string): { busyMs?: number; stealMs?: number } => {
  const line = /^cpu +(?<ticks>[\d ]+)$/mu.exec(text)?.groups?.['ticks'];
  if (line === undefined) return {};
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line.split(' ').map(Number);
  return { busyMs: (user + nice + system + irq + softirq) * TICK_MS, stealMs: steal * TICK_MS };
};

/** `some ... total=N`: microseconds in which at least one task waited for a core. */
export const parsePressure = (text: string): { pressureMs?: number } => {
  const total = /^some .*total=(?<total>\d+)$/mu.exec(text)?.groups?.['total'];
  return total === undefined ? {} : { pressureMs: Number(total) / 1000 };
};

const difference = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined ? undefined : after - before;

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
};
