// The load generator: a process of its own that spins between requests, so that it is late by microseconds.
import { answerStarter } from '@authlab/stack';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import { type LoadPool, openLoadPool } from '../load-pool.ts';
import { runClosedLoop } from '../run-closed-loop.ts';
import { runLoad } from '../run-load.ts';
import type { PreparedRequest } from '../send-request.ts';
import type { AimTask, ClosedLoopTask, GeneratorTask, LoadReport, OpenLoopTask } from './generator-message.ts';

interface Aim {
  readonly pool: LoadPool;
  readonly requests: readonly PreparedRequest[];
}

const TIMEOUT_MS = 5000;
/** Nothing is aborted here: the starter ends the process. */
const { signal } = new AbortController();

let aim: Aim | undefined;

const aimAt = async ({ url, connections, requests }: AimTask): Promise<void> => {
  await aim?.pool[Symbol.asyncDispose]();
  aim = { pool: openLoadPool(url, connections), requests };
};

const runOpenLoop = async ({ pool, requests }: Aim, { scenario, pacing }: OpenLoopTask): Promise<LoadReport> => {
  const schedule = duetSchedule([scenario]);
  const request = (_entry: number, user: number): PreparedRequest => requestOf(requests, user);
  const startCpu = process.cpuUsage();
  const load = await runLoad({
    schedule,
    variants: [{ pool, request }],
    timeoutMs: TIMEOUT_MS,
    signal,
    pacing,
  });
  const cpuUs = cpuSince(startCpu);
  const [[outcome], [times]] = [load.variants, load.times()];
  if (outcome === undefined || times === undefined) throw new TypeError('a load of one variant has one outcome');
  const { lateness: _lateness, latency: _latency, service: _service, ...counts } = outcome;
  return { counts, times, durationMs: load.durationMs, cpuUs };
};

const requestOf = (requests: readonly PreparedRequest[], user: number): PreparedRequest => {
  const request = requests[user];
  if (request === undefined) throw new TypeError(`the scenario has more users than there are requests`);
  return request;
};

const runClosed = async (at: Aim, { connections, seconds }: ClosedLoopTask): Promise<LoadReport> => {
  const startCpu = process.cpuUsage();
  const { counts, times, durationMs } = await runClosedLoop({
    ...at,
    connections,
    seconds,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return { counts, times, durationMs, cpuUs: cpuSince(startCpu) };
};

const cpuSince = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return user + system;
};

answerStarter(async (question) => {
  const task = question as GeneratorTask;
  if (task.task === 'aim') return await aimAt(task);
  if (aim === undefined) throw new TypeError('the generator has no aim yet');
  return task.task === 'open-loop' ? await runOpenLoop(aim, task) : await runClosed(aim, task);
});
