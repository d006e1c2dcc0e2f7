// A server that stops now and then: everybody who comes meanwhile waits, and the percentiles must say so.
import { makeApiSecrets, openStack, type Replica } from '@authlab/stack';
import { openLoadPool } from '../../load/load-pool.ts';
import { runLoad } from '../../load/run-load.ts';
import type { CalibrationCheck } from '../../result/calibrate-result.ts';
import { duetSchedule } from '../../scenario/duet-schedule.ts';
import { sendInTurn } from './send-in-turn.ts';
import { STALL, STALL_TOLERANCE_MS, stalledQuantileMs } from './stall.ts';
import { startTarget } from '../../target/start-target.ts';
import type { ExperimentContext } from '../experiment.ts';

const RATE_PER_SEC = 250;
const CONNECTIONS = 64;
const TIMEOUT_MS = 5000;
const OPEN_REQUEST = { method: 'GET', path: '/public', headers: {}, expect: 200 } as const;

export const checkStall = async (context: ExperimentContext): Promise<CalibrationCheck> => {
  const { seed, signal, profile } = context;
  await using stack = await context.stack.own(() => openStack());
  const [replica] = (await startTarget(stack, {
    target: 'synthetic/stalling',
    place: { redisEnv: {}, databaseUrl: '', secrets: makeApiSecrets() },
    count: 1,
    signal,
  })) as [Replica];
  const pool = await stack.own(() => Promise.resolve(openLoadPool(replica.url, CONNECTIONS)));
  const { stallSeconds: seconds } = profile.calibrate;
  const schedule = duetSchedule([
    {
      id: 'calibrate/stall',
      seed,
      arrivals: { process: 'poisson', ratePerSec: RATE_PER_SEC, seconds },
      population: { users: 1 },
      mix: [{ operation: 'public', weight: 1, expect: 200 }],
      timeline: [],
    },
  ]);
  const variants = [{ pool, request: () => OPEN_REQUEST }];
  const { variants: outcomes } = await runLoad({ schedule, variants, timeoutMs: TIMEOUT_MS, signal });
  const foundMs = (outcomes[0]?.latency.p99Us ?? 0) / 1000;
  const inTurn = await sendInTurn(pool, {
    request: OPEN_REQUEST,
    seconds: STALL.everyMs / 1000,
    timeoutMs: TIMEOUT_MS,
  });
  const knownMs = stalledQuantileMs(0.99);
  return {
    name: 'stall',
    known: `a stop of ${STALL.forMs} ms every ${STALL.everyMs / 1000} s: the 99th percentile is ${knownMs.toFixed(0)} ms`,
    found: `${foundMs.toFixed(0)} ms; a client that waits for each answer would have said ${inTurn.p99Ms.toFixed(1)} ms`,
    passed: Math.abs(foundMs - knownMs) <= STALL_TOLERANCE_MS && inTurn.p99Ms < knownMs / 2,
  };
};
