// What filling a store has changed is told apart from what is peculiar to a process, and from the hour.
import { describe, expect, it } from '@jest/globals';
import type { VariantOutcome } from '../../load/variant-record.ts';
import type { FlatBlockRecord } from '../../result/raw-record.ts';
import { countFlatBlocks, flatRows } from './analyse-flat.ts';

const times = { count: 100, p50Us: 500, p90Us: 900, p99Us: 1500, maxUs: 3000 };
const REQUESTS = 100;
const outcome: VariantOutcome = {
  offered: REQUESTS,
  sent: REQUESTS,
  completed: REQUESTS,
  statuses: { 200: REQUESTS },
  unexpected: 0,
  timeouts: 0,
  failures: {},
  lateness: times,
  latency: times,
  service: times,
};

/** The process whose store is filled is dearer by 30 % from the start; everything costs `hour` times as much. */
const record = (
  stage: FlatBlockRecord['stage'],
  invocation: number,
  {
    hour = 1,
    filled = 1,
    state = 'valid' as const,
  }: { hour?: number; filled?: number; state?: 'valid' | 'incomplete' },
): FlatBlockRecord => ({
  type: 'footprint-block',
  stage,
  block: {
    type: 'cost-block',
    phase: 'measurement',
    duet: 0,
    invocation,
    slot: 0,
    attempt: 0,
    ratePerSec: 100,
    seconds: 1,
    assignment: 0,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1000,
    variants: (['target', 'twin'] as const).map((arm) => ({
      target: 'session/redis',
      arm,
      replica: 0,
      operation: 'me',
      appCpuUs: 200 * hour * (arm === 'twin' ? 1.3 * filled : 1) * REQUESTS,
      redisCpuUs: 0,
      redisIdleUs: 0,
      redisCommands: { get: REQUESTS },
      bytesIn: 0,
      bytesOut: 0,
      outcome,
    })),
    generator: { utilization: 0.1, cpuUs: 1 },
    noise: {},
    broken: [],
    state,
  },
});

const context = {
  targets: ['session/redis'],
  smallLoginSessions: 1000,
  loginSessions: 20_000,
  ratePerSec: 100,
  users: 5,
} as const;

describe('flatRows', () => {
  it('finds no change where there is none, however the processes differ and the machine drifts', () => {
    const records = [0, 1, 2].flatMap((invocation) => [
      record('small', invocation, {}),
      record('full', invocation, { hour: 1.5 + invocation }),
    ]);
    const [row] = flatRows(records, context);
    expect(row?.cpuRatio.value).toBeCloseTo(1, 10);
    expect(row).toMatchObject({ invocations: 3, requests: 300, fullRedisCommands: { get: 300 } });
  });

  it('finds the change that there is', () => {
    const records = [0, 1].flatMap((invocation) => [
      record('small', invocation, {}),
      record('full', invocation, { filled: 1.2 }),
    ]);
    expect(flatRows(records, context)[0]?.cpuRatio.value).toBeCloseTo(1.2, 10);
  });

  it('counts blocks with lost requests, and does not use them', () => {
    const records = [record('small', 0, {}), record('full', 0, { state: 'incomplete' }), record('small', 1, {})];
    expect(flatRows(records, context)).toEqual([]);
    expect(countFlatBlocks(records)).toEqual({ valid: 2, noisy: 0, incomplete: 1 });
  });
});
