// What a flood of logins does to everybody else: `GET /me` at a steady rate, alone and beside it, on the same process.
import type { Stack } from '@authlab/stack';
import type { Operation } from '@authlab/contract';
import { openLoadPool } from '../../load/load-pool.ts';
import { runLoad } from '../../load/run-load.ts';
import type { LoginProfile } from '../../profile/login-profile.ts';
import type { LoginFloodRecord } from '../../result/login-record.ts';
import { duetSchedule, type Schedule } from '../../scenario/duet-schedule.ts';
import { mergeSchedules } from '../../scenario/merge-schedules.ts';
import { type Account, logInAll, meRequest } from '../../target/log-in.ts';
import type { LoginProcess } from './login-stage.ts';
import { loginRequest } from './prepare-operation.ts';
import { readAppCpuUs } from './run-operation.ts';

export interface FloodOptions {
  readonly stack: Stack;
  readonly process: LoginProcess;
  readonly profile: LoginProfile['flood'];
  readonly accounts: readonly Account[];
  readonly invocation: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** A login that waits in the queue holds its connection. */
const FLOOD_CONNECTIONS = 512;
const TIMEOUT_MS = 10_000;

/** @throws {TargetError} when a user is refused before the flood; the signal's reason when aborted */
export const runFlood = async (options: FloodOptions): Promise<LoginFloodRecord[]> => {
  const { process, profile, accounts, seed } = options;
  const logins = await logInAll(process.target, process.pool, accounts.slice(0, profile.meUsers));
  const [first, ...others] = logins.map(meRequest);
  if (first === undefined) throw new TypeError('a flood needs somebody who is not part of it');
  const me = {
    pool: process.pool,
    request: (_entry: number, user: number) => others[user - 1] ?? first,
  };
  const crowd = await options.stack.own(() => Promise.resolve(openLoadPool(process.replica.url, FLOOD_CONNECTIONS)));
  const flood = {
    pool: crowd,
    request: (_entry: number, user: number) => loginRequest(accounts[user % accounts.length] as Account),
  };
  const meSchedule = (seconds: number): Schedule =>
    scheduleOf({ operation: 'me', ratePerSec: profile.mePerSec, seconds, users: logins.length, seed });
  const floodSchedule = scheduleOf({
    operation: 'login',
    ratePerSec: profile.loginsPerSec,
    seconds: profile.duringSeconds,
    users: accounts.length,
    seed: seed + 1,
  });
  const before = await measurePhase(options, meSchedule(profile.beforeSeconds), [me]);
  const together = mergeSchedules(meSchedule(profile.duringSeconds), floodSchedule);
  return [before, await measurePhase(options, together, [me, flood])];
};

interface Stream {
  readonly operation: Operation;
  readonly ratePerSec: number;
  readonly seconds: number;
  readonly users: number;
  readonly seed: number;
}

const scheduleOf = ({ operation, ratePerSec, seconds, users, seed }: Stream): Schedule =>
  duetSchedule([
    {
      id: `login/flood/${operation}`,
      seed,
      arrivals: { process: 'poisson', ratePerSec, seconds },
      population: { users },
      mix: [{ operation, weight: 1, expect: 200 }],
      timeline: [],
    },
  ]);

const measurePhase = async (
  { process, profile, invocation, signal }: FloodOptions,
  schedule: Schedule,
  variants: Parameters<typeof runLoad>[0]['variants'],
): Promise<LoginFloodRecord> => {
  const cpuUs = await readAppCpuUs(process);
  const load = await runLoad({ schedule, variants, timeoutMs: TIMEOUT_MS, signal });
  const [me, logins] = load.variants;
  if (me === undefined) throw new TypeError('there is no outcome of a load');
  return {
    type: 'login-flood',
    target: process.target,
    phase: logins === undefined ? 'before' : 'during',
    mePerSec: profile.mePerSec,
    loginsPerSec: logins === undefined ? 0 : profile.loginsPerSec,
    invocation,
    durationMs: load.durationMs,
    appCpuUs: (await readAppCpuUs(process)) - cpuUs,
    me,
    ...(logins === undefined ? {} : { logins }),
  };
};
